package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.change.TableLoads;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the rows that a table has against new CHECK and NOT NULL constraints. */
final class RowValidation {
    private final DdlContext context;
    private final Table table;
    private final ExecutionContext execution;
    private final List<Constraint.Check> checks;
    private final List<Evaluator> conditions = new ArrayList<>();
    private final List<Column> notNull;

    RowValidation(DdlContext context, Table table, List<Constraint.Check> checks, List<Column> notNull) {
        this.context = context;
        this.table = table;
        this.execution = context.execution();
        this.checks = checks;
        this.notNull = notNull;
        Expressions expressions = new Expressions();
        for (Constraint.Check check : checks) {
            conditions.add(expressions.compile(StatementBinder.expression(
                    context.binding(),
                    table,
                    SqlParser.parseExpression(check.expressionSql()),
                    StoredExpression.CHECK,
                    check.expressionSql())));
        }
    }

    /** Reads all rows. */
    void run() {
        if (checks.isEmpty() && notNull.isEmpty()) {
            return;
        }
        TableLoads.forEachRow(table, execution, (cursor, row) -> require(row));
    }

    /** 23502 or 23514 when the row breaks a constraint. */
    void require(@Nullable Object[] row) {
        for (Column column : notNull) {
            if (row[column.number() - 1] == null) {
                throw containsNulls(context, table, column);
            }
        }
        for (int i = 0; i < checks.size(); i++) {
            if (Boolean.FALSE.equals(conditions.get(i).evaluate(row, execution))) {
                throw new SqlStateException(
                                SqlState.CHECK_VIOLATION,
                                "check constraint \"" + checks.get(i).name() + "\" of relation \"" + table.name()
                                        + "\" is violated by some row")
                        .withTable(Relations.schemaOf(context, table).name(), table.name())
                        .withConstraint(checks.get(i).name());
            }
        }
    }

    /** {@code column "a" of relation "t" contains null values}. */
    static SqlStateException containsNulls(DdlContext context, Table table, Column column) {
        return new SqlStateException(
                        SqlState.NOT_NULL_VIOLATION,
                        "column \"" + column.name() + "\" of relation \"" + table.name() + "\" contains null values")
                .withTable(Relations.schemaOf(context, table).name(), table.name())
                .withColumn(column.name());
    }
}
