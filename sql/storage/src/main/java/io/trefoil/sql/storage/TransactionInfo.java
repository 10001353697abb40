package io.trefoil.sql.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction as others see it ({@code pg_stat_activity}, {@code trefoil_catalog.transactions}). The numbers are
 * read while the transaction runs: each is true of some moment, not all of the same.
 *
 * @param id see {@link StorageTransaction#id}
 * @param label as given in {@link TransactionOptions#label}
 * @param isolation its level
 * @param readOnly whether it only reads
 * @param state what can be done with it
 * @param attempt 1 for the first run
 * @param sinceNanos when its first statement began, on the clock of {@link System#nanoTime}; 0 if none has
 * @param snapshotVersion the version it reads at, 0 if it has no snapshot
 * @param reads points and ranges read that count for its isolation level
 * @param writes keys written, every overwriting counted
 * @param writtenBytes memory and scratch space of the writes
 * @param locks key and space locks held
 * @param counts what it has cost so far
 * @param waitsFor the lock it waits for, or null
 */
public record TransactionInfo(
        long id,
        String label,
        Isolation isolation,
        boolean readOnly,
        StorageTransaction.State state,
        int attempt,
        long sinceNanos,
        long snapshotVersion,
        long reads,
        long writes,
        long writtenBytes,
        int locks,
        TransactionCounts counts,
        @Nullable Waiting waitsFor) {

    /**
     * A wait for a lock.
     *
     * @param lock what is waited for
     * @param blockers labels and numbers of those who hold it, or stand before in the queue, in a conflicting mode
     */
    public record Waiting(LockInfo lock, List<Blocker> blockers) {
        public Waiting {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * Somebody who is waited for.
     *
     * @param transaction its number, 0 if a session holds the lock beyond its transactions (advisory locks)
     * @param label the transaction's or session's
     */
    public record Blocker(long transaction, String label) {}
}
