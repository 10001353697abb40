package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import org.jspecify.annotations.Nullable;

/** Reads ranges of a table in key order. */
record RangeRead(PathKeys.Ranges ranges, boolean reverse, Access access, RowAssembler rows) implements Executable {

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RangeScan scan;
        /** A row that did not pass, to be filled again. */
        private @Nullable Object @Nullable [] spare;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.scan = new RangeScan(ranges, reverse, context, access);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (KeyCursor entry = scan.next(); entry != null; entry = scan.next()) {
                context.rowPassed();
                @Nullable Object[] row = spare == null ? new @Nullable Object[rows.width()] : spare;
                if (rows.assemble(entry, row, context)) {
                    spare = null;
                    return row;
                }
                spare = row;
            }
            return null;
        }

        @Override
        public void close() {
            scan.close();
        }
    }
}
