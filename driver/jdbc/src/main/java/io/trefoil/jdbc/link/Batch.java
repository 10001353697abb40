package io.trefoil.jdbc.link;

import java.io.ByteArrayOutputStream;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
    private static final byte[] DONE = Frames.commandComplete("INSERT 0 0");
    /** What nearly every entry of a batch is answered. */
    private static final byte[] ONE_DONE = Frames.commandComplete("INSERT 0 1");

    private final Conversation conversation;
    private final TransactionLog log;
    private final Delivery madeUp;
    private final long[] counts;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream(0);
    private byte @Nullable [] shape;
    /** What Describe messages were answered, by where they begin in the log. */
    private final Map<Integer, byte[]> described = new HashMap<>(2);

    /** Entries whose Execute was sent. */
    private int sent;
    /** Entries whose CommandComplete has come. */
    private int answered;

    /** The first message that pgjdbc was given no answer for, by where it begins in the log. */
    private int unanswered = -1;
    /** Up to where pgjdbc waits for answers; 0 when it does not. */
    private int awaited;

    /** The first entry that belongs to it. */
    private int unansweredEntry;

    private int inFlight;
    private boolean lastSyncSent;
    private boolean used;
    private @Nullable ErrorMessage error;

    Batch(Conversation conversation, Delivery madeUp, int entries) {
        this.conversation = conversation;
        this.log = conversation.log();
        this.madeUp = madeUp;
        this.counts = new long[entries];
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

    /** Whether entries were sent, and the Sync after the last one was not. */
    boolean isCutShort() {
        return used && !lastSyncSent;
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
        if (sent == 0) {
            unanswered = -1;
            return Sync.ORDINARY;
        }
        if (sent == counts.length) {
            lastSyncSent = true;
            return Sync.LAST;
        }
        used = true;
        awaited = log.size();
        return Sync.SWALLOWED;
    }

    /** The shape of the rows, seen while pgjdbc asked for it before the entries. */
    void shape(byte[] rowDescription) {
        shape = rowDescription;
    }

    /** Whether pgjdbc waits for answers after a Sync that was swallowed. */
    boolean isAwaited() {
        return awaited > 0;
    }

    /** Whether some of them only the server can give: the types of parameters that pgjdbc does not know. */
    boolean needsServer() {
        for (int at = unanswered; at < awaited; at = log.next(at)) {
            if (log.type(at) == 'D' && log.targetKind(at) == 'S' && !described.containsKey(at)) {
                return true;
            }
        }
        return false;
    }

    /** pgjdbc was told of an error: it sends no more of the batch. */
    void ended() {
        awaited = 0;
        lastSyncSent = true;
        sent = 0;
    }

    /** Makes up the answers that pgjdbc waits for. */
    void answerAwaited() {
        for (int at = unanswered; at < awaited; at = log.next(at)) {
            answer(at, DONE);
        }
        madeUp.add(Frames.ready(conversation.status()));
        unanswered = awaited;
        unansweredEntry = sent;
        awaited = 0;
    }

    /** Of a portal: pgjdbc asks for the shape of rows before the entries, if it expects any. */
    private byte[] portalShape() {
        byte[] known = shape;
        return known == null ? Frames.NO_DATA : known;
    }

    /** One row at least; the true counts are told beside pgjdbc, see {@link #counts}. */
    private static byte[] done(long count) {
        return count <= 1 ? ONE_DONE : Frames.commandComplete("INSERT 0 " + count);
    }

    private void answer(int message, byte[] done) {
        switch (log.type(message)) {
            case 'P' -> madeUp.add(Frames.PARSED);
            case 'B' -> madeUp.add(Frames.BOUND);
            case 'D' -> madeUp.add(described.getOrDefault(message, portalShape()));
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
        if (inFlight <= WINDOW_BYTES || sent == 0 || lastSyncSent) {
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

    /** One answer to a message; pgjdbc sees none of it yet. */
    void take(BackendStream in, int message) {
        switch (in.type()) {
            case 't', 'T', 'n' -> {
                // A portal without rows, once an entry, is what is answered for any that is not described here.
                if (in.type() != 'n' || shape != null || log.targetKind(message) != 'P') {
                    described.merge(message, in.copyMessage(), Frames::joined);
                }
            }
            case 'D' -> rows.write(in.buffer(), in.scan(), in.messageBytes());
            case 'C' -> {
                if (answered < counts.length) {
                    counts[answered++] = count(in.buffer(), in.scan() + 5, in.messageEnd() - 1);
                }
            }
            case 's' -> {
                // RETURNING whose rows nobody wants: pgjdbc asks for one only, and the count is never told.
                if (answered < counts.length) {
                    counts[answered++] = Statement.SUCCESS_NO_INFO;
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
        long count = 0;
        long unit = 1;
        for (int i = to - 1; i >= from && buffer[i] >= '0' && buffer[i] <= '9'; i--) {
            count += unit * (buffer[i] - '0');
            unit *= 10;
        }
        return count;
    }

    /** The transaction is run again: everything will be answered once more. */
    void again() {
        rows.reset();
        described.clear();
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
                madeUp.add(done(counts[entry++]));
            } else {
                answer(at, DONE);
            }
        }
        used = true;
    }
}
