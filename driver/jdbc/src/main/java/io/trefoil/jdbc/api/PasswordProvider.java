package io.trefoil.jdbc.api;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the password of a connection about to be opened: property {@code passwordProvider} names a class that implements
 * this and has a public constructor without parameters. It is made and asked for each new connection, on the thread that
 * opens it, so it may hand out passwords that change.
 */
@FunctionalInterface
public interface PasswordProvider {
    /**
     * The password.
     *
     * @return null when this provider knows none: the driver then looks on. The driver overwrites the array.
     * @throws SQLException goes up to the application; its message should not tell the password
     */
    char @Nullable [] password(String user, String host, int port, String database) throws SQLException;
}
