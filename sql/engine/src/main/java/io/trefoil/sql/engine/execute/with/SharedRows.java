package io.trefoil.sql.engine.execute.with;

import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.spill.RowStore;
import org.jspecify.annotations.Nullable;

/** The rows of one WITH query, pulled from it as far as its readers have come. Kept in a state cell of the context. */
final class SharedRows {
    private final RowStore rows;
    private @Nullable RowCursor source;

    /** @param source the query, or null when the rows are complete */
    SharedRows(RowStore rows, @Nullable RowCursor source) {
        this.rows = rows;
        this.source = source;
    }

    /** The row at a position, or null behind the last one. */
    @Nullable
    Object @Nullable [] get(long position) {
        while (position >= rows.size()) {
            if (!pull()) {
                return null;
            }
        }
        return rows.get(position);
    }

    /** Runs the query to its end. */
    void complete() {
        while (pull()) {}
    }

    private boolean pull() {
        RowCursor open = source;
        if (open == null) {
            return false;
        }
        @Nullable Object[] row = open.next();
        if (row == null) {
            source = null;
            open.close();
            return false;
        }
        rows.add(row);
        return true;
    }

    void close() {
        rows.close();
        if (source != null) {
            source.close();
        }
    }
}
