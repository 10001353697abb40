package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions in FROM: their rows side by side, nulls where one has ended before the others. */
public final class FunctionRead implements Executable {
    private final SetFunction[] functions;
    private final int[] widths;
    private final int width;
    private final boolean ordinality;

    public FunctionRead(Plan.FunctionScan scan, ExpressionCompiler expressions) {
        this.functions = scan.calls().stream()
                .map(call -> new SetFunction(call, expressions))
                .toArray(SetFunction[]::new);
        this.widths = scan.widths().stream().mapToInt(Integer::intValue).toArray();
        this.ordinality = scan.ordinality();
        int total = ordinality ? 1 : 0;
        for (int one : widths) {
            total += one;
        }
        this.width = total;
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private @Nullable List<Iterator<@Nullable Object>> sources;
        private long ordinal;

        Cursor(ExecutionContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            List<Iterator<@Nullable Object>> open = sources;
            if (open == null) {
                open = new ArrayList<>();
                for (SetFunction function : functions) {
                    open.add(function.rows(Rows.EMPTY, context));
                }
                sources = open;
            }
            context.rowPassed();
            @Nullable Object[] row = new @Nullable Object[width];
            boolean any = false;
            int at = 0;
            for (int i = 0; i < functions.length; i++) {
                if (open.get(i).hasNext()) {
                    any = true;
                    spread(open.get(i).next(), row, at, widths[i]);
                }
                at += widths[i];
            }
            if (!any) {
                return null;
            }
            if (ordinality) {
                row[at] = ++ordinal;
            }
            return row;
        }

        @Override
        public void close() {}
    }

    /** A value of several columns comes as an array or as a record. */
    private static void spread(@Nullable Object value, @Nullable Object[] row, int at, int count) {
        if (value instanceof Object[] columns) {
            System.arraycopy(columns, 0, row, at, count);
        } else if (count > 1 && value instanceof SqlRecord columns) {
            System.arraycopy(columns.values(), 0, row, at, Math.min(count, columns.size()));
        } else {
            row[at] = value;
        }
    }
}
