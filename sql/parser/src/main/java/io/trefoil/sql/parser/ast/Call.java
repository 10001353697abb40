package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function calls and what looks like one. */
public sealed interface Call extends Expression {

    /**
     * An argument of a function call; {@code name} when written {@code name => value} or {@code name := value}. The
     * position is that of its first token.
     */
    record Argument(@Nullable String name, Expression value, int position) {}

    /**
     * A call of a function, aggregate or window function.
     *
     * @param star {@code f(*)}
     * @param distinct {@code f(DISTINCT ...)}
     * @param variadic the last argument carries VARIADIC
     * @param orderBy ORDER BY inside the parentheses, or the list of WITHIN GROUP when {@code withinGroup}
     * @param sqlSyntax made from a special SQL form, named in pg_catalog as PostgreSQL does: EXTRACT ({@code extract}),
     *     OVERLAY, POSITION, SUBSTRING, TRIM ({@code btrim ltrim rtrim}), NORMALIZE, IS NORMALIZED ({@code
     *     is_normalized}), AT TIME ZONE ({@code timezone}), OVERLAPS, COLLATION FOR ({@code pg_collation_for}),
     *     XMLEXISTS
     */
    record FunctionCall(
            QualifiedName name,
            List<Argument> arguments,
            boolean star,
            boolean distinct,
            boolean variadic,
            List<SortItem> orderBy,
            boolean withinGroup,
            @Nullable Expression filter,
            @Nullable Window over,
            boolean sqlSyntax,
            int position)
            implements Call {}

    /** The parameterless functions that SQL spells without parentheses. */
    enum ValueFunction {
        CURRENT_DATE,
        CURRENT_TIME,
        CURRENT_TIMESTAMP,
        LOCALTIME,
        LOCALTIMESTAMP,
        CURRENT_ROLE,
        CURRENT_USER,
        USER,
        SESSION_USER,
        CURRENT_CATALOG,
        CURRENT_SCHEMA
    }

    /** {@code CURRENT_DATE}, {@code LOCALTIMESTAMP(3)} ...; precision is -1 when not given. */
    record SqlValueFunction(ValueFunction function, int precision, int position) implements Call {}

    /** {@code COALESCE(a, ...)} */
    record Coalesce(List<Expression> arguments, int position) implements Call {}

    /** {@code NULLIF(left, right)} */
    record NullIf(Expression left, Expression right, int position) implements Call {}

    /** {@code GREATEST(a, ...)} or {@code LEAST(a, ...)} */
    record GreatestLeast(boolean greatest, List<Expression> arguments, int position) implements Call {}

    /** {@code GROUPING(a, ...)} */
    record GroupingFunction(List<Expression> arguments, int position) implements Call {}
}
