package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.spill.RowStore;
import org.jspecify.annotations.Nullable;

/**
 * The top of every executable: at the end it does what constraints asked for, and on close it releases what the execution
 * held.
 *
 * @param runToEnd whether all work is done before the first row is handed out: statements that modify data and yield rows
 *     must have happened as a whole, however few of their rows are fetched
 */
record StatementRoot(Executable plan, boolean runToEnd) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor rows;
        private @Nullable RowStore kept;
        private long position;
        private boolean ended;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.rows = plan.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (runToEnd) {
                RowStore all = kept;
                if (all == null) {
                    all = runAll();
                    kept = all;
                }
                return position < all.size() ? all.get(position++) : null;
            }
            if (ended) {
                return null;
            }
            @Nullable Object[] row = rows.next();
            if (row == null) {
                end();
            }
            return row;
        }

        private RowStore runAll() {
            RowStore all = new RowStore(context.resources());
            context.own(all);
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
            end();
            return all;
        }

        private void end() {
            ended = true;
            rows.close();
            context.runEndActions();
        }

        @Override
        public long affectedRows() {
            return rows.affectedRows();
        }

        @Override
        public void close() {
            rows.close();
            context.closeOwned();
        }
    }
}
