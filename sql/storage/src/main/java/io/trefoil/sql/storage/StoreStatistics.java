package io.trefoil.sql.storage;

/**
 * What a store has done since it was opened.
 *
 * @param commits transactions with writes that committed
 * @param readCommits transactions without writes that committed
 * @param rollbacks transactions rolled back
 * @param readConflicts transactions refused because a read changed
 * @param writeConflicts transactions refused because a row to be written changed
 * @param snapshotsTooOld transactions refused because the commits since their snapshot were not remembered any more
 * @param deadlocks transactions chosen to end a waits-for cycle
 * @param statementRestarts statements run again
 * @param transactionRestarts transactions run again with their locks
 * @param refreshesTried attempts to move a snapshot forward
 * @param refreshes snapshots moved forward after checking the reads
 * @param lockWaits locks that were not free at once
 * @param lockWaitNanos time spent in those waits
 * @param lockTimeouts waits given up
 * @param groups write batches given to the engine
 * @param groupedCommits commits in them, the store's own included
 * @param groupSizeMax the largest of them
 * @param syncs log syncs
 * @param syncNanos time spent in them
 * @param spills how often a transaction's writes were moved out of memory
 * @param activeTransactions now
 * @param lastVersion version of the last commit
 * @param durableVersion version up to which everything is safe on the device
 * @param commitLogKeys written keys that the commit log keeps for the oldest open transaction
 */
public record StoreStatistics(
        long commits,
        long readCommits,
        long rollbacks,
        long readConflicts,
        long writeConflicts,
        long snapshotsTooOld,
        long deadlocks,
        long statementRestarts,
        long transactionRestarts,
        long refreshesTried,
        long refreshes,
        long lockWaits,
        long lockWaitNanos,
        long lockTimeouts,
        long groups,
        long groupedCommits,
        long groupSizeMax,
        long syncs,
        long syncNanos,
        long spills,
        int activeTransactions,
        long lastVersion,
        long durableVersion,
        long commitLogKeys) {}
