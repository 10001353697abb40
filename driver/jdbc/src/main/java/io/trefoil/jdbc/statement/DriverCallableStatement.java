package io.trefoil.jdbc.statement;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import org.jspecify.annotations.Nullable;

/** A call of a function or procedure. */
final class DriverCallableStatement extends ForwardingCallableStatement {
    private final CallableStatement theirs;

    DriverCallableStatement(StatementSession session, CallableStatement theirs, String sql) {
        super(session, theirs, sql);
        this.theirs = theirs;
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        try {
            return ours(theirs.getObject(index));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        try {
            return Conversions.to(session(), theirs.getObject(index), type);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public @Nullable Array getArray(int index) throws SQLException {
        try {
            return DriverArray.ours(session(), theirs.getArray(index));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    private @Nullable Object ours(@Nullable Object value) {
        if (value instanceof Array array) {
            return DriverArray.ours(session(), array);
        }
        return value instanceof ResultSet rows ? new DriverResultSet(session(), this, rows) : value;
    }

    @Override
    public void registerOutParameter(int index, SQLType type) throws SQLException {
        registerOutParameter(index, Parameters.number(type));
    }

    @Override
    public void registerOutParameter(int index, SQLType type, int scale) throws SQLException {
        registerOutParameter(index, Parameters.number(type), scale);
    }

    @Override
    public void registerOutParameter(int index, SQLType type, String typeName) throws SQLException {
        registerOutParameter(index, Parameters.number(type), typeName);
    }

    // PostgreSQL's protocol knows parameters by their position only

    @Override
    public @Nullable Object getObject(String name) throws SQLException {
        throw byName();
    }

    @Override
    public <T> @Nullable T getObject(String name, Class<T> type) throws SQLException {
        throw byName();
    }

    @Override
    public @Nullable Array getArray(String name) throws SQLException {
        throw byName();
    }

    @Override
    public void setObject(String name, @Nullable Object value) throws SQLException {
        throw byName();
    }

    @Override
    public void setObject(String name, @Nullable Object value, int sqlType) throws SQLException {
        throw byName();
    }

    @Override
    public void setObject(String name, @Nullable Object value, int sqlType, int scale) throws SQLException {
        throw byName();
    }

    private static SQLException byName() {
        return Errors.refused("0A000", "parameters of a call have positions, not names");
    }
}
