package io.trefoil.jdbc.statement;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Gives pgjdbc's errors the class that JDBC has for their SQLSTATE. Message, SQLSTATE, stack and next errors stay; the
 * original, with the server's detail and hint, is the cause.
 */
public final class Errors {
    private Errors() {}

    /** The error that the application gets. */
    public static SQLException of(SQLException error) {
        if (error instanceof PSQLException) {
            return finished(error, category(error));
        }
        if (error instanceof BatchUpdateException batch && needsBatch(batch)) {
            return finished(
                    error,
                    new BatchUpdateException(
                            error.getMessage(),
                            error.getSQLState(),
                            error.getErrorCode(),
                            batch.getLargeUpdateCounts(),
                            cause(batch)));
        }
        return error;
    }

    /** The error of a statement whose time was up: its cancellation (57014) was the driver's doing. */
    static SQLException ofTimeout(SQLException error) {
        if (error instanceof PSQLException && "57014".equals(error.getSQLState())) {
            return finished(error, new SQLTimeoutException(error.getMessage(), "57014", error.getErrorCode(), error));
        }
        return of(error);
    }

    /** An error of the driver's own. */
    static SQLException refused(String state, String message) {
        return state.equals("0A000")
                ? new SQLFeatureNotSupportedException(message, state)
                : new SQLDataException(message, state);
    }

    private static boolean needsBatch(BatchUpdateException batch) {
        return batch.getCause() instanceof PSQLException || batch.getNextException() instanceof PSQLException;
    }

    private static @Nullable Throwable cause(BatchUpdateException batch) {
        return batch.getCause() instanceof PSQLException cause ? of(cause) : batch.getCause();
    }

    private static SQLException finished(SQLException from, SQLException to) {
        if (from == to) {
            return from;
        }
        to.setStackTrace(from.getStackTrace());
        if (from.getNextException() != null) {
            to.setNextException(of(from.getNextException()));
        }
        for (Throwable suppressed : from.getSuppressed()) {
            to.addSuppressed(suppressed);
        }
        return to;
    }

    private static SQLException category(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() != 5) {
            return e;
        }
        String message = e.getMessage();
        int code = e.getErrorCode();
        switch (state.substring(0, 2)) {
            case "08":
                return connectionLost(e, state, message, code);
            case "0A":
                return new SQLFeatureNotSupportedException(message, state, code, e);
            case "22":
                return new SQLDataException(message, state, code, e);
            case "23":
                return new SQLIntegrityConstraintViolationException(message, state, code, e);
            case "25":
                // 25P03 and 25P04: the server has ended the session for an idle or too long transaction
                return state.equals("25P03") || state.equals("25P04")
                        ? new SQLRecoverableException(message, state, code, e)
                        : e;
            case "28":
                return new SQLInvalidAuthorizationSpecException(message, state, code, e);
            case "40":
                return new SQLTransactionRollbackException(message, state, code, e);
            case "42":
                return new SQLSyntaxErrorException(message, state, code, e);
            case "53":
                return new SQLTransientException(message, state, code, e);
            case "55":
                // 55000 and 55P02 will not get better by waiting
                return state.equals("55006") || state.equals("55P03")
                        ? new SQLTransientException(message, state, code, e)
                        : new SQLNonTransientException(message, state, code, e);
            case "57":
                return intervened(e, state, message, code);
            default:
                return e;
        }
    }

    private static SQLException connectionLost(SQLException e, String state, @Nullable String message, int code) {
        switch (state) {
            case "08001":
                return new SQLTransientConnectionException(message, state, code, e);
            case "08003":
            case "08006":
                return new SQLRecoverableException(message, state, code, e);
            default:
                // 08004 the server refuses, 08007 nobody knows what became of the commit, 08P01 the protocol is broken
                return new SQLNonTransientConnectionException(message, state, code, e);
        }
    }

    private static SQLException intervened(SQLException e, String state, @Nullable String message, int code) {
        if (state.equals("57014")) {
            return message != null && message.contains("statement timeout")
                    ? new SQLTimeoutException(message, state, code, e)
                    : new SQLTransientException(message, state, code, e);
        }
        if (state.equals("57P03")) {
            return new SQLTransientConnectionException(message, state, code, e);
        }
        return state.startsWith("57P")
                ? new SQLRecoverableException(message, state, code, e)
                : new SQLTransientException(message, state, code, e);
    }
}
