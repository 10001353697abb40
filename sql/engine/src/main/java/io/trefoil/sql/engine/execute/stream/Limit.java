package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.RowOrder;
import org.jspecify.annotations.Nullable;

/**
 * LIMIT and OFFSET; NULL means no bound. With ties, rows that are equal to the last one by the sort order come along. The
 * input is closed as soon as enough rows were read, so that nothing behind them counts as read.
 */
public record Limit(
        Executable input,
        @Nullable Evaluator count,
        @Nullable Evaluator offset,
        @Nullable RowOrder ties) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(input.open(context), context);
    }

    private final class Cursor extends InputCursor {
        private boolean started;
        private long toSkip;
        private long toReturn;
        private @Nullable Object @Nullable [] last;

        Cursor(RowCursor input, ExecutionContext context) {
            super(input, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!started) {
                started = true;
                toReturn = RowCount.limit(count, context);
                toSkip = RowCount.offset(offset, context);
            }
            if (toReturn <= 0) {
                return nextTie();
            }
            for (; toSkip > 0; toSkip--) {
                if (input.next() == null) {
                    toReturn = 0;
                    return null;
                }
            }
            @Nullable Object[] row = input.next();
            toReturn--;
            if (ties != null) {
                last = row;
            } else if (toReturn == 0) {
                input.close();
            }
            return row;
        }

        private @Nullable Object @Nullable [] nextTie() {
            if (ties == null || last == null) {
                return null;
            }
            @Nullable Object[] row = input.next();
            if (row != null && ties.compare(row, last) == 0) {
                return row;
            }
            last = null;
            input.close();
            return null;
        }
    }
}
