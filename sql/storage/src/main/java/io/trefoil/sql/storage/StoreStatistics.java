package io.trefoil.sql.storage;

/**
 * What a store has done since it was opened.
 *
 * @param commits transactions with writes that committed
 * @param readCommits transactions without writes that committed
 * @param rollbacks transactions rolled back
 * @param readConflicts transactions refused because a read changed
 * @param writeConflicts transactions refused because a row to be written changed
 * @param deadlocks transactions chosen to end a waits-for cycle
 * @param statementRestarts statements run again
 * @param transactionRestarts transactions run again with their locks
 * @param refreshes snapshots moved forward after checking the reads
 * @param lockWaits locks that were not free at once
 * @param lockWaitNanos time spent in those waits
 * @param lockTimeouts waits given up
 * @param groups write batches given to the engine
 * @param syncs log syncs
 * @param spills how often a transaction's writes were moved out of memory
 * @param activeTransactions now
 * @param lastVersion version of the last commit
 */
public record StoreStatistics(
        long commits,
        long readCommits,
        long rollbacks,
        long readConflicts,
        long writeConflicts,
        long deadlocks,
        long statementRestarts,
        long transactionRestarts,
        long refreshes,
        long lockWaits,
        long lockWaitNanos,
        long lockTimeouts,
        long groups,
        long syncs,
        long spills,
        int activeTransactions,
        long lastVersion) {}
