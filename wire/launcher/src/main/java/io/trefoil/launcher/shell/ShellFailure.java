package io.trefoil.launcher.shell;

import java.sql.SQLException;

/** Why the SQL client cannot go on, in one line for the user. */
public final class ShellFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ShellFailure(String message) {
        super(message);
    }

    /** An error of the server or the connection, reduced to its first line. */
    public static ShellFailure of(SQLException e) {
        return new ShellFailure(ErrorText.firstLine(e), e);
    }

    public ShellFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
