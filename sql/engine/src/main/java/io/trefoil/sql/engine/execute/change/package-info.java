/**
 * Writing: rows with their index entries, the constraints that guard them, INSERT, UPDATE and DELETE, and loading in bulk.
 *
 * <p>Nothing here undoes anything: after an error the session rolls the storage transaction back to the mark it made before
 * the statement.
 */
@NullMarked
package io.trefoil.sql.engine.execute.change;

import org.jspecify.annotations.NullMarked;
