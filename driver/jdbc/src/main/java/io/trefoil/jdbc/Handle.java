package io.trefoil.jdbc;

import io.trefoil.jdbc.api.TrefoilConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What one user of a {@link LoanedConnection} holds: the connection, until he closes it or the next user comes. */
final class Handle implements InvocationHandler {
    private final LoanedConnection owner;
    private final Connection proxy;
    private volatile boolean closed;
    private volatile boolean takenAway;

    Handle(LoanedConnection owner) {
        this.owner = owner;
        Class<?> type = owner.physical() instanceof TrefoilConnection ? TrefoilConnection.class : Connection.class;
        this.proxy = (Connection) Proxy.newProxyInstance(Handle.class.getClassLoader(), new Class<?>[] {type}, this);
    }

    Connection connection() {
        return proxy;
    }

    /** Of no use any more; nobody is told. */
    void invalidate() {
        takenAway = !closed;
        closed = true;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, name, args);
        }
        switch (name) {
            case "close":
                if (!closed) {
                    closed = true;
                    owner.returned(this);
                }
                return null;
            case "isClosed":
                return closed || owner.physical().isClosed();
            case "isValid":
                return !closed && Boolean.TRUE.equals(call(owner.physical(), method, args));
            case "unwrap":
            case "isWrapperFor":
                if (args != null && args[0] instanceof Class<?> type && type.isInstance(self)) {
                    return name.equals("unwrap") ? self : Boolean.TRUE;
                }
                break;
            default:
                break;
        }
        checkOpen();
        owner.check(name);
        Object result = call(owner.physical(), method, args);
        return result instanceof Statement statement ? handleOf(statement, method.getReturnType()) : result;
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException(
                    takenAway
                            ? "this connection was closed because the pool lent it to somebody else or closed it"
                            : "this connection is closed",
                    "08003");
        }
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException error) {
                owner.failed(error);
            }
            throw thrown.getCause();
        }
    }

    /** Its statements lead back to this handle, and their errors to the pool. */
    private Object handleOf(Statement statement, Class<?> type) {
        InvocationHandler handler = (self, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(self, method.getName(), args);
            }
            if (method.getName().equals("getConnection")) {
                checkOpen();
                return proxy;
            }
            return call(statement, method, args);
        };
        return Proxy.newProxyInstance(Handle.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object ofObject(Object self, String name, @Nullable Object @Nullable [] args) {
        switch (name) {
            case "equals":
                return args != null && self == args[0];
            case "hashCode":
                return System.identityHashCode(self);
            default:
                return "handle of a pooled connection of Trefoil";
        }
    }
}
