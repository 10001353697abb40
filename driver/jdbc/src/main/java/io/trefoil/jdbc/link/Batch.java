package io.trefoil.jdbc.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch of one prepared statement on its way: all entries in one series with one Sync, so that they are one round trip
 * and, outside of blocks, one transaction. pgjdbc would send Sync about every 250 entries, for fear that both sides write
 * and nobody reads; here the link swallows those, answers them itself, and reads what the server says meanwhile. The true
 * counts and rows come with the last Sync.
 *
 * <p>At most {@link #WINDOW_BYTES} are on their way without an answer, which any pair of socket buffers holds.
 */
public final class Batch {
    static final int WINDOW_BYTES = 128 * 1024;
    private static final byte[] PARSED = Frames.message('1', new byte[0]);
    private static final byte[] BOUND = Frames.message('2', new byte[0]);
    private static final byte[] NO_DATA = Frames.message('n', new byte[0]);
    private static final byte[] DONE = Frames.commandComplete("INSERT 0 0");

    private final Conversation conversation;
    private final TransactionLog log;
    private final Delivery madeUp;
    private final long[] counts;
    private final boolean returning;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream(0);
    private byte @Nullable [] shape;

    /** Entries whose Execute was sent. */
    private int sent;
    /** Entries whose CommandComplete has come. */
    private int answered;

    /** The first message that pgjdbc was given no answer for, by where it begins in the log. */
    private int unanswered = -1;
    /** The first entry that belongs to it. */
    private int unansweredEntry;

    private int inFlight;
    private boolean lastSyncSent;
    private boolean used;
    private @Nullable ErrorMessage error;

    Batch(Conversation conversation, Delivery madeUp, int entries, boolean returning) {
        this.conversation = conversation;
        this.log = conversation.log();
        this.madeUp = madeUp;
        this.counts = new long[entries];
        this.returning = returning;
    }

    /** Whether entries were answered by the link: then the counts are here, else pgjdbc has them. */
    public boolean isUsed() {
        return used;
    }

    /** The exact count of each entry. */
    public long[] counts() {
        return counts;
    }

    /** The first entry that failed, from 0. */
    public int failedEntry() {
        return answered;
    }

    // --- what pgjdbc sends ---

    /** A message of the batch was appended to the log. */
    void sending(char type, int at) {
        if (unanswered < 0) {
            unanswered = at;
        }
        if (type == 'E') {
            sent++;
        }
    }

    /** What a Sync is. */
    enum Sync {
        /** An ordinary one, before the entries. */
        ORDINARY,
        /** One that pgjdbc forced between entries: it is not sent. */
        SWALLOWED,
        /** The last of the batch. */
        LAST
    }

    Sync sync() {
        if (sent == 0 || !(used || canAnswer())) {
            unanswered = -1;
            sent = 0;
            return Sync.ORDINARY;
        }
        if (sent == counts.length) {
            lastSyncSent = true;
            return Sync.LAST;
        }
        used = true;
        answerUntil(log.size());
        return Sync.SWALLOWED;
    }

    /** Whether all that pgjdbc waits for can be made up: the shape of rows cannot. */
    private boolean canAnswer() {
        if (!returning || shape != null) {
            return true;
        }
        for (int at = Math.max(0, unanswered); at < log.size(); at = log.next(at)) {
            if (log.type(at) == 'D') {
                return false;
            }
        }
        return true;
    }

    /** The shape of the rows, seen while pgjdbc asked for it. */
    void shape(byte[] rowDescription) {
        shape = rowDescription;
    }

    private void answerUntil(int end) {
        for (int at = unanswered; at < end; at = log.next(at)) {
            answer(at, DONE);
        }
        madeUp.add(Frames.ready(conversation.status()));
        unanswered = end;
        unansweredEntry = sent;
    }

    private void answer(int message, byte[] done) {
        switch (log.type(message)) {
            case 'P' -> madeUp.add(PARSED);
            case 'B' -> madeUp.add(BOUND);
            case 'D' -> {
                byte[] known = shape;
                madeUp.add(known == null ? NO_DATA : known);
            }
            case 'E' -> madeUp.add(done);
            default -> {}
        }
    }

    /**
     * Bytes went to the server.
     *
     * @return whether their answers must be awaited before there are more
     */
    boolean written(int bytes) {
        inFlight += bytes;
        if (inFlight <= WINDOW_BYTES || sent == 0 || lastSyncSent || !(used || canAnswer())) {
            return false;
        }
        used = true;
        return true;
    }

    // --- what the server answers ---

    /** Whether the answers that come now are the batch's. */
    boolean isAnswering(int outstanding) {
        return (used || lastSyncSent) && sent > 0 && outstanding == (lastSyncSent ? 1 : 0);
    }

    /** Whether entries that were sent have no answer yet. */
    boolean isWaiting() {
        boolean waiting = answered < sent && error == null;
        if (!waiting) {
            inFlight = 0;
        }
        return waiting;
    }

    boolean isLastSyncSent() {
        return lastSyncSent;
    }

    /** One answer; pgjdbc sees none of it yet. */
    void take(BackendStream in) {
        switch (in.type()) {
            case 'D' -> rows.write(in.buffer(), in.scan(), in.messageBytes());
            case 'C' -> {
                if (answered < counts.length) {
                    counts[answered++] = count(in.buffer(), in.scan() + 5, in.messageEnd() - 1);
                }
            }
            default -> {}
        }
    }

    void failed(ErrorMessage first) {
        if (error == null) {
            error = first;
        }
    }

    @Nullable
    ErrorMessage error() {
        return error;
    }

    /** The number at the end of a command tag. */
    private static long count(byte[] buffer, int from, int to) {
        int space = to - 1;
        while (space > from && buffer[space] != ' ') {
            space--;
        }
        try {
            return Long.parseLong(new String(buffer, space, to - space, StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** The transaction is run again: everything will be answered once more. */
    void again() {
        rows.reset();
        answered = 0;
        error = null;
        inFlight = 0;
        Arrays.fill(counts, 0);
    }

    /** All answers are there: pgjdbc gets those that it still waits for, and all rows with the first of them. */
    void finish() {
        int entry = unansweredEntry;
        for (int at = unanswered; at < log.size(); at = log.next(at)) {
            if (log.type(at) == 'E') {
                if (rows.size() > 0) {
                    madeUp.add(rows.toByteArray());
                    rows.reset();
                }
                madeUp.add(Frames.commandComplete("INSERT 0 " + Math.max(1, counts[entry++])));
            } else {
                answer(at, DONE);
            }
        }
        used = true;
    }
}
