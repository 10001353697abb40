/** What a storage engine implements: an ordered, versioned byte store with atomic batches, below the transaction core. */
@NullMarked
package io.trefoil.sql.storage.engine;

import org.jspecify.annotations.NullMarked;
