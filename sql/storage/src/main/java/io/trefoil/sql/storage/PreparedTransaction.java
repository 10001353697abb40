package io.trefoil.sql.storage;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has promised to commit ({@link StorageTransaction#prepare}). It belongs to nobody's session, holds its
 * locks, and survives whatever the store survives. Any thread may end it, once.
 */
public interface PreparedTransaction {
    /** The label of all of them in {@link TransactionalStore#locks}; no number, as a session's may be. */
    String LABEL = "prepared";

    /** As {@link StorageTransaction#id}; the same after the store was opened again, and unique there too. */
    long id();

    /** Under which it was prepared. */
    String name();

    /** What was given with the name. Never changed by anybody. */
    byte[] note();

    /**
     * Makes the writes permanent and visible, and releases the locks. Cannot fail for other transactions' sake. Returns when
     * all is safe on the device.
     *
     * @param beside put in the same batch, if not null
     * @return the version of the commit; empty if the transaction has been ended, or is being ended, by somebody else
     * @throws StorageException.DiskFull if it is still prepared
     * @throws StorageException.CommitUnknown if the log could not be forced
     */
    OptionalLong commit(@Nullable SideEntry beside);

    /** Takes the writes back and releases the locks; as {@link #commit} otherwise, and false where that is empty. */
    boolean rollback(@Nullable SideEntry beside);

    /** What is wrong with its record in the store; reads all of it. */
    Optional<String> findProblem();
}
