package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import org.jspecify.annotations.Nullable;

/** INSERT, with or without ON CONFLICT. */
public final class Insert implements Executable {
    /** After so many rows it is a load: see {@link LoadingWriter}. */
    private static final int ROWS_BEFORE_BULK = 1_000;

    private final Executable source;
    private final TableWriter writer;
    private final @Nullable ConflictResolution conflict;
    private final Evaluator @Nullable [] returning;
    private final int touchedCell;

    /** @param touchedCell where changed rows are remembered, or -1 when nobody asks */
    public Insert(
            Plan.Insert plan, Executable source, TableWriter writer, int touchedCell, ExpressionCompiler expressions) {
        this.source = source;
        this.writer = writer;
        this.conflict = plan.conflict() == null ? null : new ConflictResolution(plan.conflict(), writer, expressions);
        this.returning = plan.returning() == null ? null : expressions.compile(plan.returning());
        this.touchedCell = touchedCell;
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor rows;
        private final @Nullable TouchedRows touched;
        private @Nullable BulkWriter bulk;
        private long affected;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.rows = source.open(context);
            this.touched = TouchedRows.of(touchedCell, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                if (bulk != null) {
                    bulk.add(row);
                    affected++;
                    continue;
                }
                context.rowPassed();
                writer.check(row, context);
                @Nullable Object[] written = conflict == null ? insert(row) : insertOrResolve(row, conflict);
                if (written != null) {
                    affected++;
                    if (returning != null) {
                        return Rows.evaluate(returning, written, context);
                    }
                    if (affected == ROWS_BEFORE_BULK && conflict == null && touched == null) {
                        bulk = BulkWriter.inserting(writer, context);
                    }
                }
            }
            if (bulk != null) {
                bulk.finish();
            }
            return null;
        }

        private @Nullable Object[] insert(@Nullable Object[] row) {
            byte[] key = writer.insert(row, context);
            if (touched != null) {
                touched.add(key);
            }
            return row;
        }

        /** The row as it is now in the table, or null when nothing was written. */
        private @Nullable Object @Nullable [] insertOrResolve(@Nullable Object[] row, ConflictResolution resolution) {
            ConflictResolution.Existing existing = resolution.findExisting(row, context);
            if (existing == null) {
                return insert(row);
            }
            return resolution.updates() ? resolution.update(existing, row, touched, context) : null;
        }

        @Override
        public long affectedRows() {
            return affected;
        }

        @Override
        public void close() {
            if (bulk != null) {
                bulk.close();
            }
            rows.close();
        }
    }
}
