package io.trefoil.jdbc.statement;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgResultSet;

/** Rows: gives more types, and ends the transaction of a stream with its last row. */
final class DriverResultSet extends ForwardingResultSet {
    private final StatementSession session;
    private final DriverStatement statement;
    private final ResultSet theirs;
    private Streams.@Nullable Stream stream;

    DriverResultSet(StatementSession session, DriverStatement statement, ResultSet theirs) {
        super(theirs);
        this.session = session;
        this.statement = statement;
        this.theirs = theirs;
    }

    PgResultSet theirs() {
        return (PgResultSet) theirs;
    }

    DriverStatement statement() {
        return statement;
    }

    // Streaming

    void streamed(Streams.Stream begun) {
        this.stream = begun;
    }

    void endStream() throws SQLException {
        Streams.Stream ending = stream;
        if (ending != null) {
            stream = null;
            session.streams().end(ending);
        }
    }

    @Override
    public boolean next() throws SQLException {
        Streams.Stream open = stream;
        try {
            boolean found = StreamTail.mayFetch(theirs()) ? statement.fetch(theirs::next) : theirs.next();
            if (!found && open != null) {
                endOfStream(open);
            }
            return found;
        } catch (SQLException e) {
            if (open != null) {
                session.streams().endQuietly(open);
                stream = null;
            }
            throw Errors.of(e);
        }
    }

    private void endOfStream(Streams.Stream ending) throws SQLException {
        endStream();
        SQLException failure = ending.failure();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            theirs.close();
            endStream();
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public Statement getStatement() throws SQLException {
        if (isClosed()) {
            throw new SQLException("these rows are closed", "55000");
        }
        return statement;
    }

    // Values

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        try {
            Object value = theirs.getObject(column);
            if (value instanceof Array array) {
                return DriverArray.ours(session, array);
            }
            return value instanceof ResultSet rows ? new DriverResultSet(session, statement, rows) : value;
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public @Nullable Object getObject(String label) throws SQLException {
        return getObject(findColumn(label));
    }

    @Override
    public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> types) throws SQLException {
        if (types == null || types.isEmpty()) {
            return getObject(column);
        }
        throw Errors.refused("0A000", "types are mapped by getObject(column, class), not by a map");
    }

    @Override
    public @Nullable Object getObject(String label, @Nullable Map<String, Class<?>> types) throws SQLException {
        return getObject(findColumn(label), types);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        try {
            return Columns.get(session, theirs, column, type);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        return getObject(findColumn(label), type);
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        try {
            return DriverArray.ours(session, theirs.getArray(column));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public @Nullable Array getArray(String label) throws SQLException {
        return getArray(findColumn(label));
    }

    // Changes

    @Override
    public void updateObject(int column, @Nullable Object value) throws SQLException {
        try {
            theirs.updateObject(column, Parameters.forColumn(session, theirs, column, value));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public void updateObject(String label, @Nullable Object value) throws SQLException {
        updateObject(findColumn(label), value);
    }

    /** The scale is the column's. */
    @Override
    public void updateObject(int column, @Nullable Object value, int scale) throws SQLException {
        updateObject(column, value);
    }

    @Override
    public void updateObject(String label, @Nullable Object value, int scale) throws SQLException {
        updateObject(findColumn(label), value);
    }

    /** The type is the column's. */
    @Override
    public void updateObject(int column, @Nullable Object value, SQLType type) throws SQLException {
        updateObject(column, value);
    }

    @Override
    public void updateObject(String label, @Nullable Object value, SQLType type) throws SQLException {
        updateObject(findColumn(label), value);
    }

    @Override
    public void updateObject(int column, @Nullable Object value, SQLType type, int scale) throws SQLException {
        updateObject(column, value);
    }

    @Override
    public void updateObject(String label, @Nullable Object value, SQLType type, int scale) throws SQLException {
        updateObject(findColumn(label), value);
    }

    @Override
    public void insertRow() throws SQLException {
        statement.run("INSERT", false, () -> {
            theirs.insertRow();
            return null;
        });
    }

    @Override
    public void updateRow() throws SQLException {
        statement.run("UPDATE", false, () -> {
            theirs.updateRow();
            return null;
        });
    }

    @Override
    public void deleteRow() throws SQLException {
        statement.run("DELETE", false, () -> {
            theirs.deleteRow();
            return null;
        });
    }

    @Override
    public void refreshRow() throws SQLException {
        statement.run("SELECT", false, () -> {
            theirs.refreshRow();
            return null;
        });
    }

    // Wrapper

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Unwrapping.unwrap(this, theirs, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return Unwrapping.isWrapperFor(this, theirs, type);
    }

    @Override
    public String toString() {
        return "Rows of " + statement;
    }
}
