package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads a view that is computed from the catalog. */
public final class ViewRead implements Executable {
    private final SystemView view;
    private final int[] attributes;
    private final @Nullable Evaluator filter;

    public ViewRead(Plan.ViewRead read, ExpressionCompiler expressions) {
        this.view = read.view();
        this.attributes = read.attributes().stream().mapToInt(Integer::intValue).toArray();
        this.filter = expressions.compileIfPresent(read.filter());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private @Nullable Iterator<@Nullable Object[]> source;

        Cursor(ExecutionContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            Iterator<@Nullable Object[]> rows = source;
            if (rows == null) {
                rows = view.rows(context.catalog(), context.views());
                source = rows;
            }
            while (rows.hasNext()) {
                context.rowPassed();
                @Nullable Object[] whole = rows.next();
                @Nullable Object[] row = new @Nullable Object[attributes.length];
                for (int i = 0; i < attributes.length; i++) {
                    row[i] = whole[attributes[i]];
                }
                if (Rows.holds(filter, row, context)) {
                    return row;
                }
            }
            return null;
        }

        @Override
        public void close() {}
    }
}
