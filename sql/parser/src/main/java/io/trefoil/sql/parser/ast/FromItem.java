package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of rows in FROM, USING or as the target of a data change. */
public sealed interface FromItem {

    /** {@code [AS] name [(column, ...)]} */
    record Alias(String name, List<String> columns) {}

    /** {@code [ONLY] name [alias] [TABLESAMPLE ...]} */
    record TableItem(
            QualifiedName name,
            boolean only,
            @Nullable Alias alias,
            @Nullable TableSample sample,
            int position) implements FromItem {}

    /** {@code TABLESAMPLE method(arguments) [REPEATABLE (seed)]} */
    record TableSample(
            QualifiedName method,
            List<Expression> arguments,
            @Nullable Expression seed,
            int position) {}

    /** {@code [LATERAL] (SELECT ...) alias} */
    record SubqueryItem(SelectStatement query, boolean lateral, Alias alias, int position) implements FromItem {}

    /**
     * {@code [LATERAL] f(...) [WITH ORDINALITY] [alias]} or {@code ROWS FROM (f(...), ...)}.
     *
     * @param rowsFrom written with ROWS FROM; otherwise there is exactly one function
     * @param columns the column definition list given with the alias (or in place of it)
     */
    record FunctionItem(
            List<RowsFunction> functions,
            boolean rowsFrom,
            boolean lateral,
            boolean ordinality,
            @Nullable Alias alias,
            List<ColumnDefinition> columns,
            int position)
            implements FromItem {}

    /** A function of ROWS FROM with its own column definition list; usually a {@link Call.FunctionCall}. */
    record RowsFunction(Expression function, List<ColumnDefinition> columns) {}

    /** Kinds of join; a join without ON, USING or NATURAL is {@code CROSS}. */
    enum JoinKind {
        CROSS,
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /**
     * A join.
     *
     * @param using the columns of USING, empty without
     * @param usingAlias the alias of {@code USING (...) AS alias}
     * @param alias the alias of a parenthesised join
     */
    record Join(
            JoinKind kind,
            boolean natural,
            FromItem left,
            FromItem right,
            List<String> using,
            @Nullable String usingAlias,
            @Nullable Expression on,
            @Nullable Alias alias,
            int position)
            implements FromItem {}
}
