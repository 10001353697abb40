package io.trefoil.jdbc.link;

import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetry.Scope;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Attempts and time that one transaction may spend on being run again, by whomever: begins to count with its first
 * failure. Pauses grow exponentially with full jitter (Brooker, "Exponential Backoff and Jitter", AWS 2015).
 */
public final class RetryBudget {
    private static final long PAUSE_FIRST_MILLIS = 1;
    private static final long PAUSE_MAX_MILLIS = 1_000;

    private final int attemptsMax;
    private final long budgetNanos;
    private int attempts;
    private long startNanos;
    private boolean held;

    public RetryBudget(int attemptsMax, long budgetMillis) {
        this.attemptsMax = attemptsMax;
        this.budgetNanos = TimeUnit.MILLISECONDS.toNanos(budgetMillis);
    }

    /** Takes one attempt; false when none or no time is left. */
    public boolean take() {
        if (attempts == 0) {
            startNanos = System.nanoTime();
        }
        if (attempts >= attemptsMax || System.nanoTime() - startNanos > budgetNanos) {
            return false;
        }
        attempts++;
        return true;
    }

    /** Attempts taken. */
    public int attempts() {
        return attempts;
    }

    /** Milliseconds since the first failure. */
    public long elapsedMillis() {
        return attempts == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** Milliseconds that are left. */
    public long remainingMillis() {
        return attempts == 0
                ? TimeUnit.NANOSECONDS.toMillis(budgetNanos)
                : Math.max(0, TimeUnit.NANOSECONDS.toMillis(budgetNanos - (System.nanoTime() - startNanos)));
    }

    /** How long to wait before the attempt that was taken; never longer than what is left. */
    public long pauseMillis() {
        long ceiling = Math.min(PAUSE_MAX_MILLIS, PAUSE_FIRST_MILLIS << Math.min(20, attempts));
        return Math.min(remainingMillis(), ThreadLocalRandom.current().nextLong(ceiling + 1));
    }

    /** Waits; an interrupt ends the wait and stays set. */
    public static void pause(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** What listeners are told now: what was used so far, and the failure that led here. */
    public TransactionRetry report(
            Scope scope, long pauseMillis, String sqlState, String message, @Nullable String reason) {
        return new TransactionRetry(attempts, elapsedMillis(), pauseMillis, scope, sqlState, message, reason);
    }

    /** What was used, in words. */
    public String used() {
        return attempts + (attempts == 1 ? " attempt, " : " attempts, ") + elapsedMillis() + " ms";
    }

    /** A new transaction begins. */
    public void reset() {
        if (!held) {
            attempts = 0;
        }
    }

    /** Work begins that is run again as a whole: its transactions spend one budget until {@link #release}. */
    public void hold() {
        held = true;
        attempts = 0;
    }

    /** Whether such work is going on. */
    boolean isHeld() {
        return held;
    }

    /** Such work is done. */
    public void release() {
        held = false;
        attempts = 0;
    }
}
