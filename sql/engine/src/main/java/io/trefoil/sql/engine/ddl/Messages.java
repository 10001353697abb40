package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Errors and notices that many definitions share, as PostgreSQL words them. */
final class Messages {
    private Messages() {}

    static SqlStateException error(SqlState state, String message) {
        return new SqlStateException(state, message);
    }

    /** An error at a 0-based offset of the statement's text; negative for no place. */
    static SqlStateException at(DdlContext context, SqlState state, String message, int offset) {
        return new SqlStateException(state, message).withPosition(position(context, offset));
    }

    /** The 1-based position in characters of an offset in UTF-16 units; 0 for none. */
    static int position(DdlContext context, int offset) {
        String sql = context.sql();
        return offset < 0 || offset > sql.length() ? 0 : sql.codePointCount(0, offset) + 1;
    }

    static SqlStateException unsupported(String what) {
        return new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported");
    }

    static SqlStateException denied(String kind, String name) {
        return new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for " + kind + " " + name);
    }

    static void notice(DdlContext context, SqlState state, String message) {
        context.notice(new Notice("NOTICE", new SqlStateException(state, message)));
    }

    static void warning(DdlContext context, SqlState state, String message) {
        context.notice(new Notice("WARNING", new SqlStateException(state, message)));
    }
}
