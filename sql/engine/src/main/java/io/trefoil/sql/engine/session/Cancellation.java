package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a running statement is stopped from outside: by a cancel request, its timeout, or the server's shutdown. A request
 * that comes while nothing runs is forgotten, as in PostgreSQL; a shutdown never is.
 */
final class Cancellation {
    private static final int ATTEMPTS_AT_ONCE = 3;
    private static final long PAUSE_MICROS_MAX = 50_000;

    private final ScheduledExecutorService timer;
    private volatile @Nullable Reason requested;
    private volatile @Nullable StorageTransaction transaction;
    private volatile boolean running;
    private @Nullable ScheduledFuture<?> timeout;

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

    Cancellation(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** A statement starts. */
    void start() {
        if (requested != Reason.SHUTDOWN) {
            requested = null;
        }
        running = true;
    }

    /** The running statement is to end after so long. */
    void limit(long millis, Reason reason) {
        timeout = timer.schedule(() -> request(reason), millis, TimeUnit.MILLISECONDS);
    }

    /** The statement is over. */
    void stop() {
        running = false;
        transaction = null;
        ScheduledFuture<?> pending = timeout;
        if (pending != null) {
            pending.cancel(false);
            timeout = null;
        }
    }

    /** The store's work that a request must stop too. */
    void watch(StorageTransaction open) {
        transaction = open;
    }

    /** Any thread. */
    void request(Reason reason) {
        if (running || reason == Reason.SHUTDOWN) {
            if (requested != Reason.SHUTDOWN) {
                requested = reason;
            }
            StorageTransaction open = transaction;
            if (open != null) {
                open.cancel();
            }
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
        Reason reason = requested;
        if (reason != null) {
            throw reason.error();
        }
    }

    /** The error for a store that says it was cancelled. */
    SqlStateException error() {
        Reason reason = requested;
        return (reason == null ? Reason.USER : reason).error();
    }
}
