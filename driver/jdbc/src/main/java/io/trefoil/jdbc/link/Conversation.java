package io.trefoil.jdbc.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pgjdbc and the server have said since the transaction began, and what follows from it: whether the transaction can
 * be run again, from where, and how far pgjdbc has come. Does no input or output.
 */
final class Conversation {
    private final TransactionLog log = new TransactionLog();
    private final PreparedStatements prepared = new PreparedStatements();
    private final Savepoints savepoints = new Savepoints();
    private final SessionSettings settings = new SessionSettings();
    private final Tracker tracker = new Tracker(log);
    private final RetryBudget budget;
    private final int bufferBytes;

    /** Of the last ReadyForQuery that pgjdbc saw. */
    private char status = 'I';
    /** Cycles sent and not answered. */
    private int outstanding;
    /** Whether {@link #tracker} follows the answers that come now. */
    private boolean tracking;
    /** Why the open transaction must not be run again; null while it may. */
    private @Nullable String refusal;
    /** Whether the log misses something of the open transaction. */
    private boolean incomplete;
    /** How far pgjdbc had come when the cycle failed that is answered once more; null in an ordinary cycle. */
    private @Nullable Position delivered;

    /** The same while the transaction is being run again: {@link #tracker} follows the repetition then. */
    private @Nullable Position standing;

    private Replay.@Nullable Recovery recovering;
    /** Whether the application has gone back to the restart savepoint by itself: what it saw before is forgotten. */
    private boolean restarted;

    /** A place in a cycle's answers, and the digest up to it. */
    record Position(int message, int seen, long digest) {}

    Conversation(RetryBudget budget, int bufferBytes) {
        this.budget = budget;
        this.bufferBytes = bufferBytes;
    }

    TransactionLog log() {
        return log;
    }

    PreparedStatements prepared() {
        return prepared;
    }

    Savepoints savepoints() {
        return savepoints;
    }

    SessionSettings settings() {
        return settings;
    }

    Tracker tracker() {
        return tracker;
    }

    char status() {
        return status;
    }

    int outstanding() {
        return outstanding;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    void refuse(String reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    /** From here on the log does not hold the transaction. */
    void lose(String reason) {
        refuse(reason);
        incomplete = true;
    }

    String tooLong() {
        return "it has sent more than retryBufferBytes=" + bufferBytes;
    }

    // --- what pgjdbc sends ---

    /**
     * A message goes to the server; where it lies in the log.
     *
     * @param buffer with a whole message from start to end
     */
    int sent(byte[] buffer, int start, int end) {
        int at = log.size();
        log.append(buffer, start, end);
        switch ((char) buffer[start]) {
            case 'P' -> parsing(at);
            case 'B' -> binding(at);
            case 'Q' -> {
                inspect(log.string(at, 0), null);
                endCycle();
            }
            case 'F' -> {
                refuse("a function was called by the fast path (large objects)");
                endCycle();
            }
            case 'S' -> endCycle();
            default -> {}
        }
        return at;
    }

    private void endCycle() {
        log.endCycle();
        outstanding++;
    }

    private void parsing(int at) {
        String name = log.string(at, 0);
        if (!name.isEmpty()) {
            prepared.parsing(name, log.copy(at));
        }
        inspect(log.string(at, 1), name);
    }

    private void binding(int at) {
        if (prepared.hasSpecial()) {
            String text = prepared.special(log.string(at, 1));
            if (text != null) {
                inspect(text, null);
            }
        }
    }

    /** Notes what a statement does to a replay and to a move to another session. */
    private void inspect(String text, @Nullable String name) {
        SqlText.Care care = SqlText.care(text);
        if (care == SqlText.Care.NONE) {
            return;
        }
        if (name != null && !name.isEmpty()) {
            prepared.special(name, text);
        }
        if (care.pinsSession()) {
            settings.pin(care.what());
        }
        if (care.forbidsReplay()) {
            refuse(care.what());
        }
    }

    // --- what the server answers ---

    /** Whether the answers that come now belong to the first cycle of the log that has none. */
    boolean isTracking() {
        if (outstanding == 0 || incomplete) {
            return false;
        }
        if (!tracking) {
            track(log.cycles() - outstanding);
        }
        return true;
    }

    private void track(int cycle) {
        tracker.begin(cycle, Set.of());
        tracking = true;
    }

    /** The same for a cycle whose last message may not have been sent yet. */
    boolean isTrackingBatch(boolean complete) {
        if (!tracking && !incomplete) {
            track(complete ? log.cycles() - 1 : log.cycles());
        }
        return tracking;
    }

    /** Whether pgjdbc has had the answer that comes now, before the cycle failed. */
    boolean isKnown() {
        Position before = delivered;
        return before != null
                && (tracker.message() < before.message()
                        || (tracker.message() == before.message() && tracker.seen() < before.seen()));
    }

    /** Whether a cycle is answered once more and pgjdbc had got this far. */
    boolean isComparing() {
        return delivered != null;
    }

    /** Whether all that pgjdbc had got came out the same; asked where it had got to. */
    boolean isUnchanged() {
        Position before = delivered;
        return before == null || tracker.digest() == before.digest();
    }

    void stopComparing() {
        delivered = null;
    }

    /** An answer other than ErrorResponse and ReadyForQuery, header included. */
    void answered(byte type, byte[] buffer, int start, int end) {
        switch (type) {
            case 'G', 'H', 'W' -> {
                lose("COPY was used");
                return;
            }
            case '1' -> parsed();
            case 'C' -> completed(buffer, start);
            default -> {}
        }
        tracker.answered(type, buffer, start, end);
        if (tracker.isLost()) {
            lose("the server answered in an unexpected order");
        }
    }

    /** ParseComplete. */
    void parsed() {
        if (log.type(tracker.message()) == 'P') {
            String name = log.string(tracker.message(), 0);
            if (!name.isEmpty()) {
                prepared.parsed(name);
            }
        }
    }

    /** Command tags that change what a replay has to do. */
    private void completed(byte[] buffer, int at) {
        switch (buffer[at + 5]) {
            case 'S' -> {
                if (Tracker.isTag("SAVEPOINT\0", buffer, at)) {
                    savepoints.set(SqlText.savepoint(text()), tracker.cycle());
                } else if (Tracker.isTag("SET\0", buffer, at)) {
                    settings.changed(text());
                }
            }
            case 'R' -> {
                if (Tracker.isTag("RELEASE\0", buffer, at)) {
                    released(SqlText.released(text()));
                } else if (Tracker.isTag("ROLLBACK\0", buffer, at)) {
                    rolledBack(SqlText.rolledBackTo(text()));
                } else if (Tracker.isTag("RESET\0", buffer, at)) {
                    settings.changed(text());
                }
            }
            case 'D' -> {
                if (Tracker.isTag("DISCARD ALL\0", buffer, at)) {
                    settings.clear();
                    prepared.clear();
                } else if (Tracker.isTag("DEALLOCATE ALL\0", buffer, at)) {
                    prepared.clear();
                }
            }
            case 'C' -> {
                if (Tracker.isTag("COMMIT\0", buffer, at)) {
                    settings.committed();
                }
            }
            case 'P' -> {
                if (Tracker.isTag("PREPARE TRANSACTION\0", buffer, at)) {
                    settings.committed();
                }
            }
            default -> {}
        }
    }

    /** The text of the statement that is answered now. */
    private String text() {
        String text = log.text(tracker.message(), prepared);
        return text == null ? "" : text;
    }

    private void released(@Nullable String name) {
        if (name != null && SqlText.isRestartSavepoint(name)) {
            refuse("it is committed");
        } else {
            savepoints.released(name);
        }
    }

    private void rolledBack(@Nullable String name) {
        if (name != null && SqlText.isRestartSavepoint(name)) {
            restarted = true;
        } else {
            savepoints.rolledBack(name);
        }
    }

    /**
     * A cycle's answers are complete.
     *
     * @return whether the transaction has just outgrown the log
     */
    boolean ready(char now) {
        if (outstanding > 0) {
            if (tracking) {
                log.digest(tracker.cycle(), tracker.digest());
            }
            outstanding--;
        }
        tracking = false;
        delivered = null;
        standing = null;
        boolean block = status != 'I';
        status = now;
        if (outstanding > 0) {
            return false;
        }
        if (now == 'I') {
            transactionEnded(block);
        } else if (restarted) {
            applicationRestarted();
        } else if (incomplete) {
            log.clear();
        } else if (log.size() > bufferBytes) {
            boolean first = refusal == null;
            lose(tooLong());
            log.clear();
            return first;
        }
        return false;
    }

    /** The transaction is as it was after BEGIN (and SAVEPOINT of the restart savepoint), whatever went before. */
    private void applicationRestarted() {
        restarted = false;
        savepoints.clear();
        settings.forgetPending();
        refusal = null;
        incomplete = false;
        int kept = 0;
        while (kept < log.cycles() && log.opens(kept, prepared)) {
            kept++;
        }
        if (kept == 0) {
            lose("it began together with its first statement");
        } else {
            log.dropFrom(kept);
        }
    }

    private void transactionEnded(boolean block) {
        log.clear();
        savepoints.clear();
        settings.ended(block);
        restarted = false;
        refusal = null;
        incomplete = false;
        budget.reset();
    }

    // --- replays ---

    /** How far pgjdbc has come in the cycle that is answered. */
    Position reached() {
        Position before = standing != null ? standing : delivered;
        return before != null ? before : new Position(tracker.message(), tracker.seen(), tracker.digest());
    }

    /** Where nothing of a cycle was answered. */
    Position start(int cycle) {
        return new Position(log.start(cycle), 0, new Digest().value());
    }

    /** The attempts that go on since a failure; from now on nobody's. */
    Replay.Recovery takeRecovery(ErrorMessage error) {
        Replay.Recovery recovery = recovering;
        recovering = null;
        return recovery == null ? new Replay.Recovery(error, null) : recovery;
    }

    /** The same; null when nothing is run again. */
    Replay.@Nullable Recovery takeRecovery() {
        Replay.Recovery recovery = recovering;
        recovering = null;
        return recovery;
    }

    boolean isRecovering() {
        return recovering != null;
    }

    /** The transaction is run again, while pgjdbc stays where it is. */
    void repeating(Position reached) {
        standing = reached;
    }

    /**
     * The cycle that failed was sent again; its answers come next.
     *
     * @param left messages that were not sent again
     */
    void resume(int cycle, Set<Integer> left, Position reached, Replay.Recovery recovery) {
        tracker.begin(cycle, left);
        tracking = true;
        delivered = reached;
        standing = null;
        recovering = recovery;
    }

    /** All answers to a cycle come from its beginning, to be believed as they are. */
    void answeredOnceMore(int cycle) {
        track(cycle);
        delivered = null;
        standing = null;
        recovering = null;
    }

    /** The driver itself answers the open cycle, and those behind it. */
    void answeredByDriver(char now) {
        recovering = null;
        outstanding = 1;
        ready(now);
    }

    /** The last cycle counts as never sent. */
    void forgetLastCycle() {
        log.dropFrom(log.cycles() - 1);
        outstanding = 0;
        tracking = false;
        delivered = null;
        standing = null;
        recovering = null;
    }
}
