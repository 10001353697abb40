package io.trefoil.jdbc.link;

import io.trefoil.jdbc.url.RetrySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The link's part in a {@link Batch}: takes the server's answers while pgjdbc gets made-up ones. */
final class BatchAnswers {
    private final Link link;
    private final Conversation conversation;
    private final Batch batch;
    /** What pgjdbc is answered in the name of the server. */
    private final Delivery madeUp;

    BatchAnswers(Link link, Batch batch, Delivery madeUp) {
        this.link = link;
        this.conversation = link.conversation();
        this.batch = batch;
        this.madeUp = madeUp;
    }

    Batch batch() {
        return batch;
    }

    /** Whether the answers that come now are the batch's. */
    boolean isNext() {
        return batch.isAnswering(conversation.outstanding());
    }

    /** Bytes went to the server: no more may be on their way than fit into buffers. */
    void written(int bytes) throws IOException {
        if (batch.written(bytes)) {
            awaitSent();
        }
    }

    /** Reads the answers to all that was sent. */
    private void awaitSent() throws IOException {
        link.wire().send(Frames.FLUSH);
        BackendStream in = link.wire().in();
        if (in.approved() > 0) {
            link.delivery().add(in.takeApproved());
        }
        while (conversation.outstanding() > 0) {
            settle(in);
        }
        while (batch.isWaiting()) {
            in.awaitMessage();
            take(in);
        }
    }

    /** Takes the answers to what preceded the batch (BEGIN) out of its way. */
    private void settle(BackendStream in) throws IOException {
        in.awaitMessage();
        link.delivery().add(in.copyMessage());
        byte type = in.type();
        switch (type) {
            case 'Z' -> {
                link.session().ready();
                conversation.ready(in.status());
            }
            case 'S', 'A', 'N' -> {}
            case 'E' -> {
                ErrorMessage error = ErrorMessage.parse(in);
                if (conversation.isTracking()) {
                    conversation.tracker().failed(error.sqlState());
                }
            }
            default -> {
                if (conversation.isTracking()) {
                    conversation.answered(type, in.buffer(), in.scan(), in.messageEnd());
                }
            }
        }
        in.drop();
    }

    /** Whether the driver can answer by itself what pgjdbc waits for. */
    boolean needsNobody() {
        return batch.isAwaited() ? !batch.needsServer() : !madeUp.isEmpty();
    }

    /** pgjdbc waits: it gets what was made up, and after the last Sync what is true. */
    void answer() throws IOException {
        if (batch.isAwaited()) {
            if (batch.needsServer()) {
                awaitSent();
                if (batch.needsServer()) {
                    failedEarly();
                    return;
                }
            }
            batch.answerAwaited();
        }
        if (!madeUp.isEmpty()) {
            link.delivery().addAll(madeUp);
        } else if (batch.isLastSyncSent()) {
            finish(link.wire().in());
        } else {
            throw new IOException("pgjdbc awaits an answer inside of a batch");
        }
    }

    /** An entry failed before the server said what pgjdbc must know to go on. */
    private void failedEarly() throws IOException {
        ErrorMessage error = batch.error();
        if (error == null) {
            throw new IOException("the server did not answer a Describe");
        }
        link.wire().send(Frames.SYNC);
        char now = link.drain(link.wire().in());
        conversation.lose("a batch was cut short");
        batch.ended();
        link.delivery().add(error, now);
        conversation.answeredByDriver(now);
    }

    private void take(BackendStream in) throws IOException {
        byte type = in.type();
        switch (type) {
            case 'S', 'A', 'N' -> link.delivery().add(in.copyMessage());
            case 'E' -> {
                ErrorMessage error = ErrorMessage.parse(in);
                if (error.endsSession()) {
                    throw new SessionEnded(in.takeMessage(), error);
                }
                batch.failed(error);
            }
            default -> {
                boolean tracked = conversation.isTrackingBatch(batch.isLastSyncSent());
                batch.take(in, conversation.tracker().message());
                if (tracked) {
                    conversation.answered(type, in.buffer(), in.scan(), in.messageEnd());
                }
            }
        }
        in.drop();
    }

    /** Reads to the end of the batch, whose last Sync was sent. */
    private void finish(BackendStream in) throws IOException {
        char now = takeAll(in);
        link.session().ready();
        conversation.stopComparing();
        ErrorMessage error = batch.error();
        if (error == null) {
            succeeded(now);
        } else if (error.isRetryable() && link.policy().mode() != RetrySettings.Mode.OFF && isRepeatable()) {
            int cycle = conversation.log().cycles() - 1;
            batch.again();
            new Replay(link, conversation.takeRecovery(error))
                    .afterFailure(now, conversation.start(cycle), false, cycle);
        } else {
            failed(error, now);
        }
    }

    /** The state that the server tells at the end. */
    private char takeAll(BackendStream in) throws IOException {
        in.awaitMessage();
        while (in.type() != 'Z') {
            take(in);
            in.awaitMessage();
        }
        char now = in.status();
        in.drop();
        return now;
    }

    /** The batch was committed and its answer lost, which is here once more. */
    void committed(byte[] answer) throws IOException {
        conversation.answeredOnceMore(conversation.log().cycles() - 1);
        succeeded(takeAll(new BackendStream(new ByteArrayInputStream(answer))));
    }

    private boolean isRepeatable() {
        return conversation.refusal() == null && !conversation.isIncomplete();
    }

    private void succeeded(char now) {
        batch.finish();
        Replay.Recovery recovery = conversation.takeRecovery();
        if (recovery != null) {
            recovery.succeeded(link.events());
        }
        madeUp.add(Frames.ready(now));
        end(now);
    }

    private void failed(ErrorMessage error, char now) {
        String reason = conversation.refusal();
        ErrorMessage told = error;
        if (error.isRetryable() && reason != null) {
            Replay.refused(link.events(), error, reason);
            told = error.notRunAgain(reason);
        }
        if (conversation.isTracking()) {
            conversation.tracker().failed(error.sqlState());
        }
        conversation.takeRecovery();
        madeUp.add(told, now);
        end(now);
    }

    /** What was made up reaches pgjdbc as if the server had just said it. */
    private void end(char now) {
        link.delivery().addAll(madeUp);
        link.cycleEnded(now);
    }

    /**
     * pgjdbc has ended the batch before its last entry, because of an error of its own: nothing of it may stay behind
     * outside of a block, and the server must be between two cycles.
     */
    void abandon() throws IOException {
        if (!batch.isCutShort()) {
            return;
        }
        if (conversation.status() == 'I') {
            link.wire().out().write(Frames.UNDO);
        }
        link.wire().send(Frames.SYNC);
        link.drain(link.wire().in());
        conversation.lose("a batch was cut short");
    }
}
