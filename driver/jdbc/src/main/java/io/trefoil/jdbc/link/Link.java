package io.trefoil.jdbc.link;

import io.trefoil.jdbc.url.RetrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * The wire between pgjdbc and a server. Messages pass through; those of the open transaction are kept. When it fails with
 * 40001 or 40P01, or with its connection, it is sent again, and if the answers that pgjdbc already has come out the same,
 * pgjdbc gets the rest of them and never learns of the failure.
 *
 * <p>One thread at a time, that of pgjdbc. Silent until {@link #activate}: signing in is left to pgjdbc.
 */
public final class Link {
    /** While signing in, servers send no message near this size. */
    private static final int START_MESSAGE_BYTES_MAX = 1 << 20;

    /** SQLSTATE object_in_use. */
    static final String IN_USE = "55006";

    private final RetrySettings policy;
    private final RetryEvents events;
    private final RetryBudget budget;
    private final Conversation conversation;
    private final Session session = new Session();
    private final Delivery delivery = new Delivery();

    private @Nullable Reconnector reconnector;
    private @Nullable PgConnection owner;
    private boolean active;
    private volatile boolean closed;
    /** A write that failed since pgjdbc last read. */
    private @Nullable IOException broken;

    private @Nullable BatchAnswers batch;
    /** Bytes of a long message that pass without being looked at. */
    private int passing;

    public Link(RetrySettings policy, RetryEvents events) {
        this.policy = policy;
        this.events = events;
        this.budget = new RetryBudget(policy.maxAttempts(), policy.budgetMillis());
        this.conversation = new Conversation(budget, policy.bufferBytes());
    }

    /** Listeners and counters. */
    public RetryEvents events() {
        return events;
    }

    /** What the open transaction may still spend. */
    public RetryBudget budget() {
        return budget;
    }

    /** pgjdbc has signed in: from now on messages are looked at. */
    public void activate() {
        active = true;
    }

    /**
     * How to get another session when this one is lost.
     *
     * @param owner the connection that this link belongs to
     */
    public void reconnectBy(Reconnector reconnector, PgConnection owner) {
        this.reconnector = reconnector;
        this.owner = owner;
    }

    /** The open transaction does something that must not happen twice. */
    public void refuseReplay(String reason) {
        conversation.refuse(reason);
    }

    /** What pgjdbc sends next is a batch of so many entries, one Execute each. */
    public Batch beginBatch(int entries) {
        Delivery madeUp = new Delivery();
        Batch begun = new Batch(conversation, madeUp, entries);
        batch = new BatchAnswers(this, begun, madeUp);
        return begun;
    }

    /** pgjdbc has got all answers of the batch, or has failed. */
    public void endBatch() throws SQLException {
        BatchAnswers ended = batch;
        batch = null;
        if (ended != null && active) {
            try {
                ended.abandon();
            } catch (IOException e) {
                active = false;
                throw new SQLException("the connection was lost: " + e.getMessage(), "08006", e);
            }
        }
    }

    RetrySettings policy() {
        return policy;
    }

    Conversation conversation() {
        return conversation;
    }

    Session session() {
        return session;
    }

    Delivery delivery() {
        return delivery;
    }

    boolean isActive() {
        return active;
    }

    Wire wire() throws IOException {
        return session.wire();
    }

    /** The application closes its connection; from any thread. */
    void closing() {
        closed = true;
    }

    boolean isClosing() {
        return closed;
    }

    // --- what pgjdbc sends ---

    /**
     * Looks at a message.
     *
     * @return whether it goes to the server now
     */
    boolean sending(byte[] buffer, int start, int end) throws IOException {
        char type = (char) buffer[start];
        switch (type) {
            case 'd', 'c', 'f' -> {
                return true;
            }
            case 'X' -> {
                closed = true;
                return true;
            }
            case 'C' -> {
                if (buffer[start + 5] == 'S') {
                    return closingStatement(buffer, start, end);
                }
            }
            default -> {}
        }
        Batch current = batch == null ? null : batch.batch();
        if (current != null && type == 'S' && current.sync() == Batch.Sync.SWALLOWED) {
            return false;
        }
        if (conversation.log().size() == 0 && conversation.prepared().hasClosings()) {
            wire().out().write(conversation.prepared().takeClosings());
        }
        int at = conversation.sent(buffer, start, end);
        if (current != null && type != 'S' && type != 'Q') {
            current.sending(type, at);
        }
        return true;
    }

    /** A statement that the open transaction may need once more is closed after it. */
    private boolean closingStatement(byte[] buffer, int start, int end) {
        PreparedStatements prepared = conversation.prepared();
        if (conversation.log().size() > 0) {
            prepared.closeLater(buffer, start, end);
            return false;
        }
        prepared.closed(new String(buffer, start + 6, end - start - 7, StandardCharsets.UTF_8));
        return true;
    }

    /** A message too long to be collected goes to the server. */
    void sendingUnseen(char type) {
        if (type != 'd') {
            conversation.lose(conversation.tooLong());
        }
    }

    /** Bytes went to the server. */
    void written(int bytes) throws IOException {
        BatchAnswers current = batch;
        if (current != null) {
            current.written(bytes);
        }
    }

    /** A write failed: found out about when the answer is awaited, because only then pgjdbc has said everything. */
    void writeFailed(IOException failure) {
        if (broken == null) {
            broken = failure;
        }
    }

    // --- what the server answers ---

    /** Gives pgjdbc bytes; waits until there are some. */
    int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0) {
            if (!delivery.isEmpty()) {
                return delivery.take(target, offset, length);
            }
            BackendStream in = wire().in();
            if (in.approved() > 0) {
                return in.deliver(target, offset, length);
            }
            try {
                advance(in);
            } catch (SocketTimeoutException e) {
                timedOut(e);
            } catch (IOException e) {
                lost(e);
            }
        }
        return 0;
    }

    int available() throws IOException {
        return delivery.isEmpty() ? wire().in().available() : delivery.available();
    }

    private void advance(BackendStream in) throws IOException {
        IOException failedBefore = broken;
        if (isBatchNext() && batch().needsNobody()) {
            // Although the connection may be lost: first pgjdbc has to say the rest.
            batch().answer();
            return;
        }
        if (failedBefore != null && !in.hasArrived()) {
            throw failedBefore;
        }
        if (isBatchNext()) {
            batch().answer();
            return;
        }
        do {
            if (passing > 0) {
                in.await(1);
                passing -= in.approveBytes(passing);
            } else if (!step(in)) {
                return;
            }
        } while (delivery.isEmpty() && !isBatchNext() && (passing > 0 ? in.hasUnseen() : in.holdsMessage()));
    }

    private boolean isBatchNext() {
        BatchAnswers current = batch;
        return current != null && current.isNext();
    }

    private BatchAnswers batch() throws IOException {
        BatchAnswers current = batch;
        if (current == null) {
            throw new IOException("there is no batch");
        }
        return current;
    }

    /** One message; false when it has to wait until those before it are delivered. */
    private boolean step(BackendStream in) throws IOException {
        in.await(5);
        byte type = in.type();
        boolean tracking = active && conversation.isTracking();
        if (type == 'd' || (type == 'D' && !tracking)) {
            passing = in.messageBytes();
            return true;
        }
        if (!active && (in.messageBytes() < 5 || in.messageBytes() > START_MESSAGE_BYTES_MAX)) {
            // not the protocol at all (a web server, say): pgjdbc sees it as it is and complains
            passing = 5;
            return true;
        }
        in.await(in.messageBytes());
        boolean waits = in.approved() > 0;
        switch (type) {
            case 'S', 'A', 'N', 'K', 'R', 'v' -> {
                session.note(in);
                in.approve();
            }
            case 'Z' -> {
                if (waits && conversation.isRecovering()) {
                    return false;
                }
                ready(in);
            }
            case 'E' -> {
                if (waits) {
                    return false;
                }
                failed(in);
            }
            default -> {
                if (!tracking) {
                    in.approve();
                } else if (waits && conversation.isComparing()) {
                    return false;
                } else {
                    answer(in, type);
                }
            }
        }
        return true;
    }

    private void answer(BackendStream in, byte type) throws IOException {
        boolean known = conversation.isKnown();
        if (!known && !conversation.isUnchanged()) {
            changed(in);
            return;
        }
        if (!known) {
            conversation.stopComparing();
        }
        if (type == 'T' && batch != null) {
            batch().batch().shape(in.copyMessage());
        }
        conversation.answered(type, in.buffer(), in.scan(), in.messageEnd());
        if (known) {
            in.drop();
        } else {
            in.approve();
        }
    }

    private void ready(BackendStream in) throws IOException {
        session.ready();
        if (active) {
            if (!conversation.isUnchanged()) {
                changed(in);
                return;
            }
            Replay.Recovery recovery = conversation.takeRecovery();
            if (recovery != null) {
                recovery.succeeded(events);
            }
            cycleEnded(in.status());
        }
        in.approve();
    }

    /** A cycle's answers are complete; pgjdbc is warned when the transaction can no longer be run again. */
    void cycleEnded(char now) {
        if (conversation.ready(now)) {
            delivery.add(ErrorMessage.warning("the transaction cannot be run again: " + conversation.tooLong())
                    .encode('N'));
        }
    }

    private void failed(BackendStream in) throws IOException {
        ErrorMessage error = ErrorMessage.parse(in);
        if (!active) {
            in.approve();
            return;
        }
        if (error.endsSession()) {
            throw new SessionEnded(in.takeMessage(), error);
        }
        boolean retryable = error.isRetryable() || (error.isStalePlan() && conversation.status() == 'T');
        boolean retrying = retryable && policy.mode() != RetrySettings.Mode.OFF && conversation.outstanding() > 0;
        if (retrying && error.isRetryable() && budget.isHeld() && conversation.status() == 'T') {
            // inTransaction repeats its work at once: whatever it has seen may change, and the place in the queues is
            // kept
            retrying = false;
        }
        String reason = retrying ? whyNot() : null;
        if (retrying && reason == null) {
            recover(in, error);
        } else if (!error.isInterruption() && (conversation.isKnown() || !conversation.isUnchanged())) {
            changed(in);
        } else {
            deliver(in, error, reason);
        }
    }

    /** Why the cycle that is answered cannot be answered once more; null when it can. */
    private @Nullable String whyNot() {
        String reason = conversation.refusal();
        if (reason == null && (conversation.outstanding() != 1 || !conversation.isTracking())) {
            reason = "more was sent after the statement that failed";
        }
        return reason;
    }

    /** pgjdbc gets the error. */
    private void deliver(BackendStream in, ErrorMessage error, @Nullable String reason) {
        if (conversation.isTracking()) {
            conversation.tracker().failed(error.sqlState());
        }
        conversation.stopComparing();
        if (reason == null) {
            in.approve();
        } else {
            Replay.refused(events, error, reason);
            in.drop();
            delivery.add(error.notRunAgain(reason).encode('E'));
        }
    }

    private void recover(BackendStream in, ErrorMessage error) throws IOException {
        Conversation.Position reached = conversation.reached();
        in.drop();
        char after = drain(in);
        new Replay(this, conversation.takeRecovery(error))
                .afterFailure(
                        after, reached, error.isStalePlan(), conversation.log().cycles() - 1);
    }

    /** The application has seen what no longer holds. */
    private void changed(BackendStream in) throws IOException {
        Replay.Recovery recovery = conversation.takeRecovery();
        conversation.stopComparing();
        char after;
        if (in.type() == 'Z') {
            after = in.status();
            in.drop();
        } else {
            after = drain(in);
        }
        if (recovery == null) {
            throw new IOException("answers were compared without a replay");
        }
        new Replay(this, recovery).giveUpChanged(after);
    }

    /** Leaves behind what the server still says of a cycle; its state afterwards. */
    char drain(BackendStream in) throws IOException {
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            if (type == 'S' || type == 'A') {
                delivery.add(in.copyMessage());
            }
            char now = type == 'Z' ? in.status() : 0;
            in.drop();
            if (type == 'Z') {
                session.ready();
                return now;
            }
        }
    }

    /** pgjdbc gets an error as the answer of the cycle that is open, and the state that the server is in. */
    void answerWithError(ErrorMessage error, char now) {
        conversation.tracker().failed(error.sqlState());
        delivery.add(error, now);
        conversation.answeredByDriver(now);
    }

    /** The last cycle did not happen: pgjdbc will send it again by itself. */
    void answerStale(ErrorMessage error) {
        conversation.forgetLastCycle();
        delivery.add(error, 'T');
    }

    // --- when the connection is gone ---

    /** The network timeout is over: the call ends, but not without the outcome of a commit. */
    private void timedOut(SocketTimeoutException failure) throws IOException {
        if (conversation.outstanding() == 0 || conversation.isIncomplete() || !isRecovered(failure, true)) {
            throw failure;
        }
    }

    private void lost(IOException failure) throws IOException {
        broken = null;
        if (isRecovered(failure, failure instanceof SessionEnded ended && ended.isMeant())) {
            return;
        }
        if (!(failure instanceof SessionEnded ended)) {
            throw failure;
        }
        delivery.add(ended.message());
    }

    /** @param meant whether what was going on must end and only a commit's outcome is of interest */
    private boolean isRecovered(IOException failure, boolean meant) throws IOException {
        Reconnector again = reconnector;
        if (!active || closed || again == null || passing > 0 || policy.mode() == RetrySettings.Mode.OFF) {
            active &= failure instanceof SocketTimeoutException;
            return false;
        }
        Wire lost = wire();
        try {
            new LostConnection(this, again, failure, meant).recover();
            return true;
        } catch (IOException e) {
            active &= failure instanceof SocketTimeoutException && wire() == lost;
            if (wire() != lost) {
                // Nothing will be said over the session that was only asked.
                wire().socket().close();
            }
            if (e != failure) {
                throw e;
            }
            return false;
        }
    }

    /** How far pgjdbc had come with the first cycle that was not answered. */
    Conversation.Position reachedAfterLoss() {
        BatchAnswers current = batch;
        if (current != null && current.isNext()) {
            current.batch().again();
            return conversation.start(Math.max(0, conversation.log().cycles() - conversation.outstanding()));
        }
        return conversation.isTracking() ? conversation.reached() : conversation.start(0);
    }

    void adopt(Reconnector.SignedIn signedIn) throws IOException {
        broken = null;
        PgConnection mine = owner;
        if (mine != null) {
            session.become(signedIn.link().session, mine, signedIn.owner());
        }
    }

    /** Gives a new session the statements and settings of the lost one; what does not fit it any more is left out. */
    void restoreSession() throws IOException {
        Wire wire = wire();
        for (byte[] parse : conversation.prepared().parsedMessages()) {
            wire.out().write(parse);
            wire.send(Frames.SYNC);
            drain(wire.in());
        }
        for (String setting : conversation.settings().statements()) {
            wire.send(Frames.query(setting));
            drain(wire.in());
        }
    }

    /**
     * What the session says to Describe of a statement.
     *
     * @param request the messages that ask, without Sync
     * @return null when it does not know
     */
    @Nullable
    List<byte[]> describe(byte[] request) throws IOException {
        wire().out().write(request);
        wire().send(Frames.SYNC);
        BackendStream in = wire().in();
        List<byte[]> answers = new ArrayList<>();
        boolean known = true;
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            if (type == 't' || type == 'T' || type == 'n') {
                answers.add(in.copyMessage());
            }
            known &= type != 'E';
            in.drop();
            if (type == 'Z') {
                session.ready();
                return known ? answers : null;
            }
        }
    }

    /** One value from the server, outside of what pgjdbc knows; "unknown" after an error. */
    String value(String sql) throws IOException {
        wire().send(Frames.query(sql));
        BackendStream in = wire().in();
        String value = "unknown";
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            if (type == 'D') {
                value = LostConnection.firstValue(in.buffer(), in.scan());
            } else if (type == 'E') {
                ErrorMessage error = ErrorMessage.parse(in);
                value = error.sqlState().equals(IN_USE) ? IN_USE : "unknown (" + error.text() + ")";
            }
            in.drop();
            if (type == 'Z') {
                session.ready();
                return value;
            }
        }
    }

    /**
     * The commit that was not answered has happened.
     *
     * @param answers what precedes ReadyForQuery, from where pgjdbc has got to
     */
    void answerCommitted(List<byte[]> answers) throws IOException {
        if (isBatchNext()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            answers.forEach(all::writeBytes);
            all.writeBytes(Frames.ready('I'));
            batch().committed(all.toByteArray());
            return;
        }
        answers.forEach(delivery::add);
        conversation.settings().committed();
        delivery.add(Frames.ready('I'));
        conversation.answeredByDriver('I');
    }

    /** The transaction is gone with its connection. */
    void answerLost(ErrorMessage error) {
        delivery.add(error, 'I');
        conversation.answeredByDriver('I');
    }

    /** Nobody knows how a commit ended (SQLSTATE 08007). */
    void answerUnknown(String text, boolean alive) throws IOException {
        answerLost(ErrorMessage.of("ERROR", "08007", text));
        if (!alive) {
            active = false;
            wire().socket().close();
        }
    }
}
