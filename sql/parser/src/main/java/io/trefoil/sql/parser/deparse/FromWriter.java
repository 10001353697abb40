package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.FromItem.Alias;
import io.trefoil.sql.parser.ast.FromItem.FunctionItem;
import io.trefoil.sql.parser.ast.FromItem.Join;
import io.trefoil.sql.parser.ast.FromItem.JoinKind;
import io.trefoil.sql.parser.ast.FromItem.RowsFunction;
import io.trefoil.sql.parser.ast.FromItem.SubqueryItem;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources of rows. */
final class FromWriter {
    private final Writers writers;

    FromWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    void write(FromItem item) {
        switch (item) {
            case TableItem t -> table(t);
            case SubqueryItem s -> {
                out().when(s.lateral(), "LATERAL ").add("(");
                writers.queries.write(s.query());
                out().add(")");
                alias(s.alias());
            }
            case FunctionItem f -> function(f);
            case Join j -> join(j);
        }
    }

    void table(TableItem table) {
        out().when(table.only(), "ONLY ").name(table.name());
        alias(table.alias());
        FromItem.TableSample sample = table.sample();
        if (sample != null) {
            out().add(" TABLESAMPLE ")
                    .name(sample.method())
                    .inParentheses(sample.arguments(), writers.expressions::write);
            writers.expressions.optional(" REPEATABLE (", sample.seed());
            out().when(sample.seed() != null, ")");
        }
    }

    private void alias(@Nullable Alias alias) {
        if (alias != null) {
            out().add(" AS ").name(alias.name()).optionalNames(alias.columns());
        }
    }

    private void function(FunctionItem item) {
        out().when(item.lateral(), "LATERAL ");
        if (item.rowsFrom()) {
            out().add("ROWS FROM ").inParentheses(item.functions(), this::rowsFunction);
        } else {
            writers.expressions.write(item.functions().get(0).function());
        }
        out().when(item.ordinality(), " WITH ORDINALITY");
        alias(item.alias());
        if (!item.columns().isEmpty()) {
            out().add(item.alias() == null ? " AS " : " ");
            columns(item.columns());
        }
    }

    private void rowsFunction(RowsFunction function) {
        writers.expressions.write(function.function());
        if (!function.columns().isEmpty()) {
            out().add(" AS ");
            columns(function.columns());
        }
    }

    /** {@code (name type [COLLATE c], ...)} */
    void columns(List<ColumnDefinition> columns) {
        out().inParentheses(columns, this::column);
    }

    void column(ColumnDefinition column) {
        out().name(column.name());
        if (column.type() != null) {
            out().add(" ");
            writers.types.write(column.type());
        }
        if (column.collation() != null) {
            out().add(" COLLATE ").name(column.collation());
        }
    }

    private void join(Join join) {
        out().when(join.alias() != null, "(");
        write(join.left());
        out().when(join.natural(), " NATURAL");
        out().add(join.kind() == JoinKind.INNER ? " JOIN " : " " + join.kind() + " JOIN ");
        // A join on the right came in parentheses, or with its condition before this one's; both read alike.
        boolean nested = join.right() instanceof Join right && right.alias() == null;
        out().when(nested, "(");
        write(join.right());
        out().when(nested, ")");
        if (!join.using().isEmpty()) {
            out().add(" USING").optionalNames(join.using()).optionalName(" AS ", join.usingAlias());
        }
        writers.expressions.optional(" ON ", join.on());
        if (join.alias() != null) {
            out().add(")");
            alias(join.alias());
        }
    }
}
