package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import org.jspecify.annotations.Nullable;

/** NOT NULL and CHECK, asked of each new row before it is written: NOT NULL first, as in PostgreSQL. Immutable. */
final class RowChecks {
    private final Table table;
    private final int[] notNull;
    private final String[] names;
    private final Evaluator[] conditions;

    RowChecks(TableChange change, ExpressionCompiler expressions) {
        this.table = change.table();
        this.notNull = table.columns().stream()
                .filter(column -> !column.dropped()
                        && (column.notNull() || table.primaryKey().contains(column.number())))
                .mapToInt(column -> column.number() - 1)
                .toArray();
        this.names = change.checks().stream().map(TableChange.Check::name).toArray(String[]::new);
        this.conditions = expressions.compile(
                change.checks().stream().map(TableChange.Check::condition).toList());
    }

    void check(@Nullable Object[] row, ExecutionContext context) {
        for (int position : notNull) {
            if (row[position] == null) {
                Column column = table.columns().get(position);
                throw ConstraintErrors.notNull(table, column, row, context);
            }
        }
        for (int i = 0; i < conditions.length; i++) {
            Object result = conditions[i].evaluate(row, context);
            if (result != null && !(Boolean) result) {
                throw ConstraintErrors.check(table, names[i], row, context);
            }
        }
    }
}
