package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LIMIT, OFFSET and FETCH FIRST. */
final class LimitBinder {
    private final BindContext context;
    private final Scope scope;

    /** @param scope what the query around sees; naming its columns gets an error of its own */
    LimitBinder(BindContext context, Scope scope) {
        this.context = context;
        this.scope = scope;
    }

    Rel limit(Rel input, SelectStatement.@Nullable Limit limit, List<SortKey> keys) {
        if (limit == null) {
            return input;
        }
        Scalar count = bind(limit.count(), "LIMIT");
        Scalar offset = bind(limit.offset(), "OFFSET");
        if (limit.withTies() && keys.isEmpty()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause", limit.position());
        }
        if (isNullConstant(count) && isNullConstant(offset)) {
            return input;
        }
        return new Rel.Limit(
                input,
                isNullConstant(count) ? null : count,
                isNullConstant(offset) ? null : offset,
                limit.withTies() ? keys : null);
    }

    private static boolean isNullConstant(@Nullable Scalar scalar) {
        return scalar == null || scalar instanceof Scalar.Constant constant && constant.value() == null;
    }

    private @Nullable Scalar bind(@Nullable Expression expression, String word) {
        if (expression == null) {
            return null;
        }
        ExpressionBinder binder = ExpressionBinder.plain(context, scope, Clause.LIMIT);
        Scalar bound = binder.bind(expression);
        Scalar converted = binder.coercion()
                .tryConvert(bound, SqlTypes.INT8, -1, Coercion.Context.ASSIGNMENT, expression.position());
        if (converted == null) {
            throw context.error(
                    SqlState.DATATYPE_MISMATCH,
                    "argument of " + word + " must be type bigint, not type "
                            + bound.type().sqlName(),
                    expression.position());
        }
        if (ScalarRewriter.contains(converted, part -> part instanceof Scalar.InputRef)) {
            throw context.error(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "argument of " + word + " must not contain variables",
                    expression.position());
        }
        return converted;
    }
}
