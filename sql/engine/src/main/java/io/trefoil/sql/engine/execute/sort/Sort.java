package io.trefoil.sql.engine.execute.sort;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import org.jspecify.annotations.Nullable;

/** Sorts its input; stable. */
public record Sort(Executable input, RowOrder order) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final RowSorter sorter;
        private RowSorter.@Nullable Sorted sorted;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.sorter = new RowSorter(order, context.resources());
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            RowSorter.Sorted result = sorted;
            if (result == null) {
                for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                    context.rowPassed();
                    sorter.add(row);
                }
                source.close();
                result = sorter.sort(context);
                sorted = result;
            }
            return result.next();
        }

        @Override
        public OperatorReport report() {
            return sorter.report();
        }

        @Override
        public void close() {
            source.close();
            sorter.close();
        }
    }
}
