package io.trefoil.sql.engine.execute;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one execution, pulled one by one. Used by one thread at a time.
 *
 * <p>A row that was handed out is never changed afterwards, neither by its maker nor by its reader: it may be kept and
 * shared without a copy. Values follow the conventions of {@link io.trefoil.sql.types.SqlType}.
 */
public interface RowCursor extends AutoCloseable {
    /** The next row, or null at the end. May be called again at the end. */
    @Nullable
    Object @Nullable [] next();

    /** Rows inserted, updated or deleted so far by the node at the root of the plan; 0 for queries. */
    default long affectedRows() {
        return 0;
    }

    /** How the work went so far, from operators that have something to tell; asked for by EXPLAIN ANALYZE only. */
    default @Nullable OperatorReport report() {
        return null;
    }

    /** Releases storage cursors, memory and temporary files. May be called at any time and more than once. */
    @Override
    void close();
}
