package io.trefoil.sql.engine.session;

/**
 * How often a session's transactions ended in which way. Written by the session's thread alone, without a fence, because
 * commits are hot; readers may see numbers that are a moment old.
 */
final class TransactionTally {
    long commits;
    long rollbacks;
    /** Of the rollbacks, those that ended a deadlock. */
    long deadlocks;

    void add(TransactionTally other) {
        commits += other.commits;
        rollbacks += other.rollbacks;
        deadlocks += other.deadlocks;
    }

    void subtract(TransactionTally other) {
        commits -= other.commits;
        rollbacks -= other.rollbacks;
        deadlocks -= other.deadlocks;
    }
}
