package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations of constraints as PostgreSQL words them, with the fields that clients look at. */
final class ConstraintErrors {
    /** Values in "Failing row contains" are cut off behind so many characters. */
    private static final int VALUE_LENGTH_MAX = 64;

    private ConstraintErrors() {}

    static SqlStateException notNull(Table table, Column column, @Nullable Object[] row, ExecutionContext context) {
        return of(
                        SqlState.NOT_NULL_VIOLATION,
                        "null value in column \"" + column.name() + "\" of relation \"" + table.name()
                                + "\" violates not-null constraint",
                        table,
                        context)
                .withDetail(failingRow(table, row, context))
                .withColumn(column.name());
    }

    /** A row that is there already, when a column may not be null from now on. */
    static SqlStateException containsNulls(Table table, Column column, ExecutionContext context) {
        return of(
                        SqlState.NOT_NULL_VIOLATION,
                        "column \"" + column.name() + "\" of relation \"" + table.name() + "\" contains null values",
                        table,
                        context)
                .withColumn(column.name());
    }

    static SqlStateException check(Table table, String constraint, @Nullable Object[] row, ExecutionContext context) {
        return of(
                        SqlState.CHECK_VIOLATION,
                        "new row for relation \"" + table.name() + "\" violates check constraint \"" + constraint
                                + "\"",
                        table,
                        context)
                .withDetail(failingRow(table, row, context))
                .withConstraint(constraint);
    }

    static SqlStateException unique(
            Table table, String constraint, KeyDescription key, @Nullable Object[] values, ExecutionContext context) {
        return of(
                        SqlState.UNIQUE_VIOLATION,
                        "duplicate key value violates unique constraint \"" + constraint + "\"",
                        table,
                        context)
                .withDetail("Key " + key.of(values, context) + " already exists.")
                .withConstraint(constraint);
    }

    /** While an index is being built over rows that are there already. */
    static SqlStateException duplicated(
            Table table, String constraint, KeyDescription key, @Nullable Object[] values, ExecutionContext context) {
        return of(SqlState.UNIQUE_VIOLATION, "could not create unique index \"" + constraint + "\"", table, context)
                .withDetail("Key " + key.of(values, context) + " is duplicated.")
                .withConstraint(constraint);
    }

    static SqlStateException of(SqlState state, String message, Table table, ExecutionContext context) {
        String schema =
                context.catalog().schema(table.schemaOid()).map(Schema::name).orElse("");
        return new SqlStateException(state, message).withTable(schema, table.name());
    }

    private static String failingRow(Table table, @Nullable Object[] row, ExecutionContext context) {
        StringBuilder text = new StringBuilder("Failing row contains (");
        String separator = "";
        for (Column column : table.columns()) {
            if (!column.dropped()) {
                text.append(separator).append(shortened(column.type(), row[column.number() - 1], context));
                separator = ", ";
            }
        }
        return text.append(").").toString();
    }

    private static String shortened(SqlType type, @Nullable Object value, ExecutionContext context) {
        String text = text(type, value, context);
        return text.codePointCount(0, text.length()) <= VALUE_LENGTH_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, VALUE_LENGTH_MAX)) + "...";
    }

    private static String text(SqlType type, @Nullable Object value, ExecutionContext context) {
        return value == null ? "null" : type.toText(value, context.functions().textFormat());
    }

    /**
     * Prints {@code (a, lower(b))=(1, x)}.
     *
     * @param names columns or expressions
     * @param types one a name
     */
    record KeyDescription(List<String> names, List<SqlType> types) {
        String of(@Nullable Object[] values, ExecutionContext context) {
            StringBuilder text =
                    new StringBuilder("(").append(String.join(", ", names)).append(")=(");
            for (int i = 0; i < types.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(text(types.get(i), values[i], context));
            }
            return text.append(")").toString();
        }
    }
}
