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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** UPDATE: replaces each row of the input once. */
public final class Update implements Executable {
    private final Executable input;
    private final TableWriter writer;
    private final int width;
    private final Assignments assignments;
    private final Evaluator @Nullable [] returning;
    private final TableWriter.UpdateScope scope;
    private final @Nullable LockMode lock;
    private final int touchedCell;

    /**
     * @param inputLocks whether the input hands out rows that are locked as {@link TableWriter#UPDATE_LOCK} says
     * @param touchedCell where changed rows are remembered, or -1 when none can come twice
     */
    public Update(
            Plan.Update plan,
            Executable input,
            TableWriter writer,
            boolean inputLocks,
            int touchedCell,
            ExpressionCompiler expressions) {
        this.input = input;
        this.writer = writer;
        this.width = plan.target().table().columns().size();
        this.assignments = new Assignments(plan.assignments(), expressions);
        this.returning = plan.returning() == null ? null : expressions.compile(plan.returning());
        this.scope = writer.scope(Assignments.positions(plan.assignments()));
        this.lock = inputLocks ? null : TableWriter.UPDATE_LOCK;
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
                if (lock != null) {
                    context.statement().lock(writer.format().space(), key, lock, LockWait.BLOCK);
                }
                @Nullable Object[] changed = update(row, key);
                if (returning != null) {
                    return Rows.evaluate(returning, returningInput(changed, row), context);
                }
            }
            return null;
        }

        private @Nullable Object[] update(@Nullable Object[] row, byte[] key) {
            @Nullable Object[] changed = Arrays.copyOf(row, width);
            assignments.apply(row, changed, context);
            writer.check(changed, context);
            byte[] newKey = writer.update(key, row, changed, scope, context);
            if (touched != null && newKey != key) {
                touched.add(newKey);
            }
            affected++;
            return changed;
        }

        /** The new row, then what follows the old row in the input. */
        private @Nullable Object[] returningInput(@Nullable Object[] changed, @Nullable Object[] row) {
            @Nullable Object[] both = row.clone();
            System.arraycopy(changed, 0, both, 0, width);
            return both;
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
