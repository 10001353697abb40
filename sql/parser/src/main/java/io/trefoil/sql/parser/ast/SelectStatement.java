package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query: a body (select, set operation or VALUES) with the clauses that stand around it. Parentheses leave no trace:
 * {@code (SELECT 1 ORDER BY 1) LIMIT 2} is one statement, as in PostgreSQL.
 */
public record SelectStatement(
        @Nullable WithClause with,
        Body body,
        List<SortItem> orderBy,
        @Nullable Limit limit,
        List<LockingClause> locking,
        int position)
        implements Statement {

    /** What produces the rows. */
    public sealed interface Body {}

    /**
     * {@code SELECT ...}; {@code TABLE t} is {@code SELECT * FROM t}.
     *
     * @param groupDistinct {@code GROUP BY DISTINCT}
     */
    public record SelectCore(
            @Nullable Distinct distinct,
            List<TargetItem> targets,
            @Nullable IntoClause into,
            List<FromItem> from,
            @Nullable Expression where,
            List<GroupItem> groupBy,
            boolean groupDistinct,
            @Nullable Expression having,
            List<Window> windows,
            int position)
            implements Body {}

    /** Kinds of set operation. */
    public enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code left UNION | INTERSECT | EXCEPT [ALL] right}. */
    public record SetOperation(
            SetOperator operator, boolean all, SelectStatement left, SelectStatement right, int position)
            implements Body {}

    /** {@code VALUES (a, ...), ...} */
    public record Values(List<List<Expression>> rows, int position) implements Body {}

    /** {@code DISTINCT} (no expressions) or {@code DISTINCT ON (expressions)}. */
    public record Distinct(List<Expression> on) {}

    /** {@code SELECT ... INTO [TEMP | UNLOGGED] [TABLE] name} */
    public record IntoClause(QualifiedName table, TableOptions.Persistence persistence) {}

    /**
     * LIMIT/OFFSET/FETCH. A null count means no limit was written; {@code LIMIT ALL} and {@code LIMIT NULL} carry a
     * {@link Literal.NullLiteral}.
     */
    public record Limit(
            @Nullable Expression count, @Nullable Expression offset, boolean withTies, int position) {}

    /** Row lock strengths, weakest first. */
    public enum LockStrength {
        KEY_SHARE,
        SHARE,
        NO_KEY_UPDATE,
        UPDATE
    }

    /** What to do about a row that another transaction has locked. */
    public enum LockWait {
        BLOCK,
        SKIP_LOCKED,
        NOWAIT
    }

    /** {@code FOR UPDATE ... [OF table, ...] [NOWAIT | SKIP LOCKED]} */
    public record LockingClause(LockStrength strength, List<QualifiedName> tables, LockWait waiting) {}

    /** One element of GROUP BY. */
    public sealed interface GroupItem {}

    /** A plain expression. */
    public record GroupExpression(Expression expression) implements GroupItem {}

    /** {@code ()} */
    public record EmptyGroup(int position) implements GroupItem {}

    /** {@code ROLLUP(...)} */
    public record Rollup(List<Expression> expressions, int position) implements GroupItem {}

    /** {@code CUBE(...)} */
    public record Cube(List<Expression> expressions, int position) implements GroupItem {}

    /** {@code GROUPING SETS(...)} */
    public record GroupingSets(List<GroupItem> sets, int position) implements GroupItem {}
}
