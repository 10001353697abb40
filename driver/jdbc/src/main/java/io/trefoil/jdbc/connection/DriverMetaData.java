package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.api.DriverVersion;
import io.trefoil.jdbc.statement.Errors;
import io.trefoil.jdbc.statement.Unwrapping;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What pgjdbc knows of the database, with the driver's own name, version, URL and connection. The product stays PostgreSQL:
 * Hibernate, Flyway and others choose their dialect by it, and it is PostgreSQL's SQL that is spoken.
 */
final class DriverMetaData implements InvocationHandler {
    private final DriverConnection connection;
    private final DatabaseMetaData theirs;

    private DriverMetaData(DriverConnection connection, DatabaseMetaData theirs) {
        this.connection = connection;
        this.theirs = theirs;
    }

    static DatabaseMetaData of(DriverConnection connection, DatabaseMetaData theirs) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                DriverMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new DriverMetaData(connection, theirs));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getConnection":
                return connection;
            case "getURL":
                return connection.url();
            case "getDriverName":
                return DriverVersion.NAME;
            case "getDriverVersion":
                return DriverVersion.text();
            case "getDriverMajorVersion":
                return DriverVersion.major();
            case "getDriverMinorVersion":
                return DriverVersion.minor();
            case "getDefaultTransactionIsolation":
                return defaultIsolation();
            case "unwrap":
                return Unwrapping.unwrap(proxy, theirs, (Class<?>) first(arguments));
            case "isWrapperFor":
                return Unwrapping.isWrapperFor(proxy, theirs, (Class<?>) first(arguments));
            case "equals":
                return proxy == first(arguments);
            case "hashCode":
                return System.identityHashCode(proxy);
            case "toString":
                return "DatabaseMetaData of " + connection;
            default:
                return forward(method, arguments);
        }
    }

    private @Nullable Object forward(Method method, Object @Nullable [] arguments) throws Throwable {
        connection.session().settle();
        try {
            Object answer = method.invoke(theirs, arguments);
            return answer instanceof ResultSet rows ? connection.session().wrap(rows) : answer;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause instanceof SQLException error ? Errors.of(error) : cause == null ? e : cause;
        }
    }

    private static Object first(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            throw new IllegalArgumentException("an argument is missing");
        }
        return arguments[0];
    }

    /** pgjdbc says READ COMMITTED whatever the server's default is. */
    private int defaultIsolation() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW default_transaction_isolation")) {
            rows.next();
            switch (rows.getString(1)) {
                case "serializable":
                    return Connection.TRANSACTION_SERIALIZABLE;
                case "repeatable read":
                    return Connection.TRANSACTION_REPEATABLE_READ;
                default:
                    return Connection.TRANSACTION_READ_COMMITTED;
            }
        }
    }
}
