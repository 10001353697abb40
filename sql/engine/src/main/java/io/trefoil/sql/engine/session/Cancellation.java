package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a running statement is stopped from outside: by a cancel request, its timeout, or the server's shutdown. A request
 * that comes while nothing runs is forgotten, as in PostgreSQL; a shutdown never is.
 *
 * <p>A cancel request counts for all that is left of a cycle of the protocol, from its first message to ReadyForQuery:
 * whoever sees the session at work means what it is about to do, and not just the Parse that it may be at.
 */
final class Cancellation {
    private static final int ATTEMPTS_AT_ONCE = 3;
    private static final long PAUSE_MICROS_MAX = 50_000;

    private final ScheduledExecutorService timer;
    private final AtomicReference<@Nullable Reason> requested = new AtomicReference<>();
    private volatile @Nullable StorageTransaction transaction;
    /** Whether a cycle has begun and not ended. */
    private volatile boolean working;

    private @Nullable Limit limit;

    /** Why a statement is to end. */
    enum Reason {
        USER(SqlState.QUERY_CANCELED, "canceling statement due to user request"),
        STATEMENT_TIMEOUT(SqlState.QUERY_CANCELED, "canceling statement due to statement timeout"),
        TRANSACTION_TIMEOUT(SqlState.TRANSACTION_TIMEOUT, "terminating connection due to transaction timeout"),
        SHUTDOWN(SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");

        private final SqlState state;
        private final String message;

        Reason(SqlState state, String message) {
            this.state = state;
            this.message = message;
        }

        SqlStateException error() {
            return new SqlStateException(state, message);
        }
    }

    /** The time that a statement has. */
    private final class Limit implements Runnable {
        private final Reason reason;
        private final ScheduledFuture<?> scheduled;
        private boolean over;

        Limit(long millis, Reason reason) {
            this.reason = reason;
            scheduled = timer.schedule(this, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public synchronized void run() {
            if (!over) {
                request(reason);
            }
        }

        /** The statement has ended in time, and the next one is not to be stopped in its place. */
        synchronized void end() {
            over = true;
            scheduled.cancel(false);
        }
    }

    Cancellation(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** A call of the protocol starts. */
    void start() {
        if (!working || requested.get() != Reason.USER) {
            forget();
        }
        working = true;
    }

    /** The running call is to end after so long. */
    void limit(long millis, Reason reason) {
        limit = new Limit(millis, reason);
    }

    /** The call is over. */
    void stop() {
        transaction = null;
        Limit ending = limit;
        if (ending != null) {
            ending.end();
            limit = null;
        }
    }

    /** The cycle is over. */
    void ready() {
        working = false;
        forget();
    }

    /** What was requested so far came too late, but for a shutdown. */
    void forget() {
        Reason reason = requested.get();
        if (reason != null && reason != Reason.SHUTDOWN) {
            requested.compareAndSet(reason, null);
        }
    }

    /** The store's work that a request must stop too, one that was made already included. */
    void watch(StorageTransaction open) {
        transaction = open;
        if (requested.get() != null) {
            open.cancel();
        }
    }

    /** Any thread. */
    void request(Reason reason) {
        if (reason == Reason.SHUTDOWN) {
            requested.set(reason);
        } else if (working) {
            requested.compareAndSet(null, reason);
        } else {
            return;
        }
        StorageTransaction open = transaction;
        if (open != null) {
            open.cancel();
        }
    }

    /**
     * Waits before a transaction is run again: not the first times, then with full jitter, so that those who met once do
     * not meet again.
     */
    void pause(int attempt) {
        if (attempt > ATTEMPTS_AT_ONCE) {
            long ceilingMicros = Math.min(PAUSE_MICROS_MAX, 1000L << (attempt - ATTEMPTS_AT_ONCE));
            LockSupport.parkNanos(1000 * ThreadLocalRandom.current().nextLong(ceilingMicros + 1));
        }
        check();
    }

    void check() {
        Reason reason = requested.get();
        if (reason != null) {
            throw reason.error();
        }
    }

    /** The error for a store that says it was cancelled. */
    SqlStateException error() {
        Reason reason = requested.get();
        return (reason == null ? Reason.USER : reason).error();
    }
}
