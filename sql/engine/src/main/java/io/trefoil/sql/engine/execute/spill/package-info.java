/**
 * Rows beyond work_mem: files of rows, a sorter and a store with random access that go to disk when they grow.
 *
 * <p>Spilled rows are never read by another process or version: the format of {@code SpillFile} is free to change.
 */
@NullMarked
package io.trefoil.sql.engine.execute.spill;

import org.jspecify.annotations.NullMarked;
