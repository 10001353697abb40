/**
 * The transaction core: turns any ordered byte store into one with serializable transactions, savepoints, row locks and
 * group commit.
 */
@NullMarked
package io.trefoil.sql.storage.core;

import org.jspecify.annotations.NullMarked;
