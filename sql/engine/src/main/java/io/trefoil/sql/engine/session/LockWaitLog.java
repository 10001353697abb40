package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.TransactionInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * log_lock_waits: a line in the server's log when a statement waits longer than deadlock_timeout for a lock, and another
 * when it has got it, as PostgreSQL words them (src/backend/storage/lmgr/proc.c). Costs nothing while it is off; while it
 * is on a timer looks at the session's transaction from time to time.
 */
final class LockWaitLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(LockWaitLog.class);

    private final SharedEngine engine;
    private final int processId;
    private final String label;
    private @Nullable ScheduledFuture<?> watch;
    /** The wait that was told of; of the timer's thread. */
    private @Nullable Told told;

    private record Told(long sinceNanos, String what) {}

    LockWaitLog(SharedEngine engine, int processId) {
        this.engine = engine;
        this.processId = processId;
        this.label = Integer.toString(processId);
    }

    /** A statement starts. */
    void start(long thresholdMillis, String sql) {
        watch = engine.timer()
                .scheduleWithFixedDelay(
                        () -> look(thresholdMillis, sql), thresholdMillis, thresholdMillis, TimeUnit.MILLISECONDS);
    }

    /** The statement is over. */
    void stop() {
        ScheduledFuture<?> running = watch;
        if (running != null) {
            watch = null;
            running.cancel(false);
            engine.timer().execute(() -> got(0));
        }
    }

    private void look(long thresholdMillis, String sql) {
        for (TransactionInfo transaction : engine.store().transactions()) {
            TransactionInfo.Waiting waiting = transaction.waitsFor();
            if (waiting != null && transaction.label().equals(label)) {
                wait(waiting, thresholdMillis, sql);
                return;
            }
        }
        got(0);
    }

    private void wait(TransactionInfo.Waiting waiting, long thresholdMillis, String sql) {
        long since = waiting.lock().sinceNanos();
        got(since);
        if (told != null || System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(thresholdMillis)) {
            return;
        }
        String what = what(waiting);
        told = new Told(since, what);
        LOGGER.warn(
                "process {} still waiting for {} after {} ms\nDETAIL:  {}\nSTATEMENT:  {}",
                processId,
                what,
                millisSince(since),
                detail(waiting),
                sql);
    }

    /** The wait that was told of is over if it is not the one that began then. */
    private void got(long sinceNanos) {
        Told before = told;
        if (before != null && before.sinceNanos != sinceNanos) {
            told = null;
            LOGGER.warn(
                    "process {} no longer waits for {} after {} ms",
                    processId,
                    before.what,
                    millisSince(before.sinceNanos));
        }
    }

    private static String millisSince(long nanos) {
        return String.format(Locale.ROOT, "%.3f", (System.nanoTime() - nanos) / 1e6);
    }

    private String what(TransactionInfo.Waiting waiting) {
        LockInfo lock = waiting.lock();
        if (lock.space() == Spaces.ADVISORY) {
            return "an advisory lock";
        }
        String relation = relation(lock.space());
        if (lock.key() == null) {
            return "a lock on " + relation;
        }
        return waiting.blockers().stream()
                .filter(blocker -> blocker.transaction() != 0)
                .findFirst()
                .map(blocker -> "ShareLock on transaction " + blocker.transaction() + " (a row of " + relation + ")")
                .orElse("a lock on a row of " + relation);
    }

    private String relation(int space) {
        CatalogSnapshot catalog = engine.catalogStore().latest();
        Integer oid = StoreLockRows.relationsOfSpaces(catalog).get(space);
        Relation relation = oid == null ? null : catalog.relation(oid).orElse(null);
        return relation == null ? "the catalog" : "relation " + relation.name();
    }

    private String detail(TransactionInfo.Waiting waiting) {
        List<String> queue = engine.store().locks().stream()
                .filter(lock -> !lock.granted() && sameTarget(lock, waiting.lock()))
                .sorted(Comparator.comparingLong(LockInfo::sinceNanos))
                .map(LockInfo::label)
                .toList();
        // Those who are ahead in the queue are in the way too, but hold nothing yet.
        List<String> holders = waiting.blockers().stream()
                .map(TransactionInfo.Blocker::label)
                .filter(blocker -> !queue.contains(blocker))
                .distinct()
                .toList();
        return (holders.size() == 1 ? "Process" : "Processes") + " holding the lock: " + String.join(", ", holders)
                + ". Wait queue: " + String.join(", ", queue) + ".";
    }

    private static boolean sameTarget(LockInfo one, LockInfo other) {
        return one.space() == other.space()
                && Objects.equals(one.key() == null, other.key() == null)
                && Arrays.equals(one.key(), other.key());
    }
}
