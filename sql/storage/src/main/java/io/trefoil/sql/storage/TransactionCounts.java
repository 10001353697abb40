package io.trefoil.sql.storage;

/**
 * What a transaction has had to wait for and do again since it began; differences of two belong to what ran in between
 * ({@code EXPLAIN ANALYZE}).
 *
 * @param lockWaits locks that were not free at once
 * @param lockWaitNanos time spent waiting for them
 * @param statementRestarts statements run again
 * @param refreshes snapshots moved forward
 */
public record TransactionCounts(int lockWaits, long lockWaitNanos, int statementRestarts, int refreshes) {}
