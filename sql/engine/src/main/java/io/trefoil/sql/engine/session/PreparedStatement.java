package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement of a session, named or not. Compiled anew when the catalog has changed since.
 *
 * @param statement null for an empty query
 * @param sql text of this one statement
 */
final class PreparedStatement {
    private final String name;
    private final @Nullable Statement statement;
    private final String sql;
    private final int @Nullable [] givenTypes;
    private final boolean fromSql;
    private final long preparedMicros;
    private @Nullable Compiled compiled;
    private @Nullable Object compiledFor;
    /** Those that the client may have been told of, which stay when definitions change: it sends its values by them. */
    private int @Nullable [] settledTypes;

    private boolean lasting = true;
    private boolean described;

    /** @param givenTypes OIDs from Parse or PREPARE; null when the text may not have parameters (simple query) */
    PreparedStatement(
            String name, @Nullable Statement statement, String sql, int @Nullable [] givenTypes, boolean fromSql) {
        this.name = name;
        this.statement = statement;
        this.sql = sql;
        this.givenTypes = givenTypes;
        this.fromSql = fromSql;
        this.preparedMicros = Clock.nowMicros();
    }

    String name() {
        return name;
    }

    @Nullable
    Statement statement() {
        return statement;
    }

    String sql() {
        return sql;
    }

    int @Nullable [] givenTypes() {
        return givenTypes;
    }

    /** The parameter types to compile with: what the first compilation has inferred stays. */
    int @Nullable [] types() {
        return settledTypes == null ? givenTypes : settledTypes;
    }

    /** The same text is sent anew: its types are inferred again, and its columns not known to anybody yet. */
    void sentAnew() {
        settledTypes = null;
        described = false;
    }

    /** Made by PREPARE or another statement around it, whose text it has, rather than by a Parse message. */
    boolean fromSql() {
        return fromSql;
    }

    long preparedMicros() {
        return preparedMicros;
    }

    /** What it was last compiled to, if that was for the same {@link SessionState#compilation}. */
    @Nullable
    Compiled compiled(Object compilation) {
        return compilation == compiledFor ? compiled : null;
    }

    /** Whether the same text, sent again, means the same; not so for {@code 'now'::timestamp}. */
    boolean lasting() {
        return lasting;
    }

    void notLasting() {
        lasting = false;
    }

    @Nullable
    Compiled lastCompiled() {
        return compiled;
    }

    /** The client was told of its columns. */
    void described() {
        described = true;
    }

    /** A statement must go on returning the columns that its client was told of, or may know: 0A000 otherwise. */
    void requireSameResult(Compiled made) {
        Compiled before = compiled;
        if (before == null || name.isEmpty() && !described) {
            return;
        }
        if (!sameColumns(before.shape(), made.shape())) {
            // pgjdbc prepares anew when it sees this routine.
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type")
                    .withRoutine("RevalidateCachedQuery");
        }
    }

    static boolean sameColumns(@Nullable RowShape old, @Nullable RowShape now) {
        return old == null
                ? now == null
                : now != null && (now == old || columns(old).equals(columns(now)));
    }

    /** What makes a column another one to a client; its table may be another. */
    private record Told(String name, int type, int modifier) {}

    private static List<Told> columns(RowShape shape) {
        return shape.columns().stream()
                .map(column -> new Told(column.name(), column.type().oid(), column.typmod()))
                .toList();
    }

    void compiled(Compiled made, Object compilation) {
        this.compiled = made;
        this.compiledFor = compilation;
        if (givenTypes != null && settledTypes == null) {
            settledTypes = made.parameterTypes().stream().mapToInt(SqlType::oid).toArray();
        }
    }
}
