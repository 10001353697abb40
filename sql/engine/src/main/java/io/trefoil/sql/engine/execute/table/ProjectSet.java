package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.types.NamedRecordType;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection with set-returning functions: each input row yields as many rows as the longest set, nulls where a shorter
 * one has ended; none when all sets are empty.
 */
public final class ProjectSet implements Executable {
    private static final SqlType[] NO_RECORD = {};

    private final Executable input;
    private final @Nullable SetFunction[] sets;
    private final @Nullable Evaluator[] values;
    /** Field types of the sets that yield records; {@link #NO_RECORD} for those that yield plain values. */
    private final SqlType[][] records;

    public ProjectSet(Plan.ProjectSet plan, Executable input, ExpressionCompiler expressions) {
        this.input = input;
        List<Scalar> all = plan.expressions();
        this.sets = new @Nullable SetFunction[all.size()];
        this.values = new @Nullable Evaluator[all.size()];
        this.records = new SqlType[all.size()][];
        for (int i = 0; i < sets.length; i++) {
            if (all.get(i) instanceof Scalar.SetCall call) {
                sets[i] = new SetFunction(call, expressions);
                records[i] = call.type() instanceof NamedRecordType shape
                        ? shape.types().toArray(SqlType[]::new)
                        : NO_RECORD;
            } else {
                values[i] = expressions.compile(all.get(i));
                records[i] = NO_RECORD;
            }
        }
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(input.open(context), context);
    }

    private final class Cursor implements RowCursor {
        private final RowCursor source;
        private final ExecutionContext context;
        private @Nullable Object @Nullable [] current;
        private final @Nullable Iterator<@Nullable Object>[] open;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Cursor(RowCursor source, ExecutionContext context) {
            this.source = source;
            this.context = context;
            this.open = new Iterator[sets.length];
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                @Nullable Object[] row = current;
                if (row == null) {
                    row = source.next();
                    if (row == null) {
                        return null;
                    }
                    start(row);
                }
                context.rowPassed();
                @Nullable Object[] result = step(row);
                if (result != null) {
                    return result;
                }
                current = null;
            }
        }

        private void start(@Nullable Object[] row) {
            current = row;
            for (int i = 0; i < sets.length; i++) {
                SetFunction set = sets[i];
                open[i] = set == null ? null : set.rows(row, context);
            }
        }

        private @Nullable Object @Nullable [] step(@Nullable Object[] row) {
            @Nullable Object[] result = new @Nullable Object[sets.length];
            boolean any = false;
            for (int i = 0; i < sets.length; i++) {
                Iterator<@Nullable Object> set = open[i];
                if (set != null && set.hasNext()) {
                    any = true;
                    result[i] = value(set.next(), records[i]);
                }
            }
            if (!any) {
                return null;
            }
            for (int i = 0; i < sets.length; i++) {
                Evaluator value = values[i];
                if (value != null) {
                    result[i] = value.evaluate(row, context);
                }
            }
            return result;
        }

        /** The row of a function with several columns as one value. */
        private static @Nullable Object value(@Nullable Object element, SqlType[] types) {
            return types != NO_RECORD && element instanceof Object[] fields ? new SqlRecord(types, fields) : element;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
