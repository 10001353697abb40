package io.trefoil.sql.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction is to run.
 *
 * @param isolation the level asked for
 * @param readOnly writes and locks are refused; nothing is recorded, so it never fails for another transaction's sake
 * @param durability when COMMIT answers; may be changed until then
 * @param lockTimeout longest wait for one lock, {@link Duration#ZERO} for no bound; may be changed later
 * @param notBefore the answer of a {@link StorageTransaction#commit} that this transaction must see, or 0: a session
 *     that committed asynchronously passes its last one, so that a read-only transaction does not start before it
 * @param label for messages and statistics, e.g. the session's number
 * @param session the owner of the session's advisory locks, or null if it has none
 */
public record TransactionOptions(
        Isolation isolation,
        boolean readOnly,
        Durability durability,
        Duration lockTimeout,
        long notBefore,
        String label,
        @Nullable LockSession session) {

    /** SERIALIZABLE, read-write, synchronous, no lock timeout. */
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(Isolation.SERIALIZABLE, false, Durability.SYNC, Duration.ZERO, 0, "", null);
    /** The same, read-only: for queries that stand alone. */
    public static final TransactionOptions READ_ONLY = DEFAULT.withReadOnly(true);

    /** For those who have no session to name. */
    public TransactionOptions(
            Isolation isolation,
            boolean readOnly,
            Durability durability,
            Duration lockTimeout,
            long notBefore,
            String label) {
        this(isolation, readOnly, durability, lockTimeout, notBefore, label, null);
    }

    public TransactionOptions withIsolation(Isolation other) {
        return new TransactionOptions(other, readOnly, durability, lockTimeout, notBefore, label, session);
    }

    public TransactionOptions withReadOnly(boolean other) {
        return new TransactionOptions(isolation, other, durability, lockTimeout, notBefore, label, session);
    }

    public TransactionOptions withDurability(Durability other) {
        return new TransactionOptions(isolation, readOnly, other, lockTimeout, notBefore, label, session);
    }

    public TransactionOptions withLockTimeout(Duration other) {
        return new TransactionOptions(isolation, readOnly, durability, other, notBefore, label, session);
    }

    public TransactionOptions withNotBefore(long version) {
        return new TransactionOptions(isolation, readOnly, durability, lockTimeout, version, label, session);
    }

    public TransactionOptions withLabel(String other) {
        return new TransactionOptions(isolation, readOnly, durability, lockTimeout, notBefore, other, session);
    }

    public TransactionOptions withSession(@Nullable LockSession other) {
        return new TransactionOptions(isolation, readOnly, durability, lockTimeout, notBefore, label, other);
    }
}
