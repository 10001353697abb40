package io.trefoil.jdbc.api;

/**
 * How often transactions were run again, since the connection (or the process) began.
 *
 * @param savepointReplays repetitions from a savepoint
 * @param transactionReplays repetitions from BEGIN
 * @param recovered failures that the application never saw
 * @param changed replays given up because something the application had seen has changed
 * @param exhausted replays given up for attempts or time
 * @param refused failures for which no replay was possible
 * @param readsRepeated reads repeated after a lost connection
 * @param commitsResolved commits whose lost answer was found out
 */
public record RetryCounters(
        long savepointReplays,
        long transactionReplays,
        long recovered,
        long changed,
        long exhausted,
        long refused,
        long readsRepeated,
        long commitsResolved) {}
