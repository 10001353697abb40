package io.trefoil.sql.engine.bind;

import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.TargetItem;
import org.jspecify.annotations.Nullable;

/** The column names that PostgreSQL gives to expressions without an alias (parse_target.c, FigureColname). */
final class TargetNames {
    private TargetNames() {}

    static String of(TargetItem item) {
        String alias = item.alias();
        return alias != null ? alias : of(item.expression());
    }

    static String of(Expression expression) {
        Name name = name(expression);
        return name == null ? "?column?" : name.text();
    }

    /** A name and whether it wins over the name of a type it is cast to. */
    private record Name(String text, boolean strong) {}

    private static @Nullable Name name(Expression expression) {
        return switch (expression) {
            case Reference.ColumnReference column ->
                column.names().isEmpty()
                        ? null
                        : new Name(column.names().get(column.names().size() - 1), true);
            case Reference.IndirectionExpression indirection -> indirection(indirection);
            case Operation.Cast cast -> {
                Name inner = name(cast.operand());
                yield inner != null && inner.strong()
                        ? inner
                        : new Name(cast.type().name().name(), false);
            }
            case Operation.Collate collate -> name(collate.operand());
            case Call call -> new Name(CallBinder.columnName(call), true);
            case Construct.Case choice -> {
                Expression otherwise = choice.otherwise();
                Name inner = otherwise == null ? null : name(otherwise);
                yield inner != null && inner.strong() ? inner : new Name("case", false);
            }
            case Construct.ArrayConstructor array -> new Name("array", true);
            case Construct.RowConstructor row -> new Name("row", true);
            case Construct.Exists exists -> new Name("exists", true);
            case Construct.ArraySubquery array -> new Name("array", true);
            case Construct.ScalarSubquery scalar -> subquery(scalar.query());
            default -> null;
        };
    }

    private static @Nullable Name indirection(Reference.IndirectionExpression indirection) {
        for (int i = indirection.steps().size() - 1; i >= 0; i--) {
            if (indirection.steps().get(i) instanceof Indirection.Field field) {
                return new Name(field.name(), true);
            }
        }
        return name(indirection.operand());
    }

    private static @Nullable Name subquery(SelectStatement query) {
        SelectStatement leftmost = query;
        while (leftmost.body() instanceof SelectStatement.SetOperation operation) {
            leftmost = operation.left();
        }
        if (leftmost.body() instanceof SelectStatement.SelectCore core
                && !core.targets().isEmpty()) {
            TargetItem first = core.targets().get(0);
            return first.alias() != null ? new Name(first.alias(), true) : name(first.expression());
        }
        return leftmost.body() instanceof SelectStatement.Values ? new Name("column1", true) : null;
    }
}
