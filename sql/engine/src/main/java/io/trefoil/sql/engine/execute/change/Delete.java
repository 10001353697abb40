package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import org.jspecify.annotations.Nullable;

/** DELETE: removes each row of the input. */
public final class Delete implements Executable {
    private final Executable input;
    private final TableWriter writer;
    private final int width;
    private final Evaluator @Nullable [] returning;
    private final boolean inputLocks;
    private final int touchedCell;

    /**
     * @param inputLocks whether the input hands out rows that are locked for update
     * @param touchedCell where changed rows are remembered, or -1 when none can come twice
     */
    public Delete(
            Plan.Delete plan,
            Executable input,
            TableWriter writer,
            boolean inputLocks,
            int touchedCell,
            ExpressionCompiler expressions) {
        this.input = input;
        this.writer = writer;
        this.width = plan.target().table().columns().size();
        this.returning = plan.returning() == null ? null : expressions.compile(plan.returning());
        this.inputLocks = inputLocks;
        this.touchedCell = touchedCell;
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final @Nullable TouchedRows touched;
        private long affected;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.touched = TouchedRows.of(touchedCell, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                if (!(row[width] instanceof byte[] key) || touched != null && !touched.add(key)) {
                    continue;
                }
                if (!inputLocks) {
                    context.statement().lock(writer.format().space(), key, LockMode.UPDATE, LockWait.BLOCK);
                }
                writer.delete(key, row, context);
                affected++;
                if (returning != null) {
                    return Rows.evaluate(returning, row, context);
                }
            }
            return null;
        }

        @Override
        public long affectedRows() {
            return affected;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
