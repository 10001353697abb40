package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Builds the exceptions of lexer and grammar with PostgreSQL's 1-based character positions. */
final class ParseErrors {
    private ParseErrors() {}

    /** PostgreSQL counts characters, not UTF-16 units, from 1. */
    static int position(String text, int offset) {
        return text.codePointCount(0, Math.min(offset, text.length())) + 1;
    }

    static SqlStateException at(String text, int offset, SqlState state, String message) {
        SqlStateException exception = new SqlStateException(state, message);
        return offset < 0 ? exception : exception.withPosition(position(text, offset));
    }

    /** {@code message at or near "token"}, or {@code at end of input} when the token is empty. */
    static SqlStateException near(String text, int start, int end, String message) {
        String where = start >= end ? " at end of input" : " at or near \"" + text.substring(start, end) + "\"";
        return at(text, start, SqlState.SYNTAX_ERROR, message + where);
    }
}
