/**
 * The storage contract as SQL sees it: a transactional, ordered store of byte keys and byte values in numbered spaces.
 *
 * <p>Read {@link io.trefoil.sql.storage.TransactionalStore} first, then {@link io.trefoil.sql.storage.StorageTransaction}
 * and {@link io.trefoil.sql.storage.StorageStatement}. What an engine implements below this contract is in the package
 * {@code engine}; the transaction core that joins the two is in {@code core}.
 */
@NullMarked
package io.trefoil.sql.storage;

import org.jspecify.annotations.NullMarked;
