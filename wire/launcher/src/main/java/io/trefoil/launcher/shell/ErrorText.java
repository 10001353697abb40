package io.trefoil.launcher.shell;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Error and notice text laid out as psql does, with the line of the statement and a caret under the position. */
final class ErrorText {
    private ErrorText() {}

    /** Severity and message only, on one line. */
    static String firstLine(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
        return server.getSeverity() + ":  " + server.getMessage();
    }

    static String of(SQLException e, String sql, boolean verbose) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return "ERROR:  " + e.getMessage() + "\n";
        }
        String where = server.getWhere() == null ? "" : "CONTEXT:  " + server.getWhere() + "\n";
        return of(server, sql, verbose) + where;
    }

    /**
     * An error or notice without its context.
     *
     * @param verbose adds the SQLSTATE, as {@code \set VERBOSITY verbose} does in psql
     */
    static String of(ServerErrorMessage message, String sql, boolean verbose) {
        StringBuilder out = new StringBuilder();
        out.append(message.getSeverity()).append(":  ");
        if (verbose) {
            out.append(message.getSQLState()).append(": ");
        }
        out.append(message.getMessage()).append('\n');
        if (message.getPosition() > 0) {
            appendPosition(out, sql, message.getPosition());
        }
        if (message.getDetail() != null) {
            out.append("DETAIL:  ").append(message.getDetail()).append('\n');
        }
        if (message.getHint() != null) {
            out.append("HINT:  ").append(message.getHint()).append('\n');
        }
        return out.toString();
    }

    /** @param position counted in characters (code points) from 1, as in ErrorResponse field P */
    private static void appendPosition(StringBuilder out, String sql, int position) {
        if (position > sql.codePointCount(0, sql.length()) + 1) {
            return;
        }
        int offset = sql.offsetByCodePoints(0, position - 1);
        int lineStart = sql.lastIndexOf('\n', offset - 1) + 1;
        int lineEnd = sql.indexOf('\n', offset);
        int lineNumber =
                (int) sql.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        String prefix = "LINE " + lineNumber + ": ";
        out.append(prefix)
                .append(sql, lineStart, lineEnd < 0 ? sql.length() : lineEnd)
                .append('\n');
        out.append(" ".repeat(prefix.length() + sql.codePointCount(lineStart, offset)))
                .append("^\n");
    }
}
