package io.trefoil.jdbc.statement;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A prepared statement: takes more types, and its batches are atomic. */
class DriverPreparedStatement extends ForwardingPreparedStatement {
    private final PreparedStatement theirs;
    /** Of the batch that is being collected. */
    private int entries;

    DriverPreparedStatement(StatementSession session, PreparedStatement theirs, String sql) {
        super(session, theirs, sql);
        this.theirs = theirs;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run(sql(), true, () -> someRows(theirs.executeQuery()));
    }

    @Override
    public boolean execute() throws SQLException {
        return run(sql(), true, theirs::execute);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(sql(), false, theirs::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(sql(), false, theirs::executeLargeUpdate);
    }

    // Batches

    @Override
    public void addBatch() throws SQLException {
        super.addBatch();
        entries++;
    }

    @Override
    public void clearBatch() throws SQLException {
        super.clearBatch();
        entries = 0;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Batches.narrow(executeLargeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        int count = entries;
        entries = 0;
        return run(
                sql(),
                false,
                () -> count == 0
                        ? theirs.executeLargeBatch()
                        : session().batches().run(count, sql(), theirs::executeLargeBatch));
    }

    // Parameters

    @Override
    public void setObject(int index, @Nullable Object value) throws SQLException {
        try {
            Parameters.set(session(), theirs, index, value);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public void setObject(int index, @Nullable Object value, int sqlType) throws SQLException {
        setObject(index, value, sqlType, -1);
    }

    @Override
    public void setObject(int index, @Nullable Object value, int sqlType, int scale) throws SQLException {
        try {
            Parameters.set(session(), theirs, index, value, sqlType, scale);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        setObject(index, value, type, -1);
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        setObject(index, value, Parameters.number(type), scale);
    }

    @Override
    public void setNull(int index, int sqlType) throws SQLException {
        try {
            theirs.setNull(index, Parameters.nullType(sqlType));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public void setNull(int index, int sqlType, @Nullable String typeName) throws SQLException {
        if (typeName == null || typeName.isEmpty()) {
            setNull(index, sqlType);
            return;
        }
        try {
            theirs.setNull(index, Types.OTHER, typeName);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public void setArray(int index, @Nullable Array array) throws SQLException {
        try {
            theirs.setArray(index, DriverArray.theirs(array));
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    /** Null when the statement has no columns. */
    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        try {
            return theirs.getMetaData();
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }
}
