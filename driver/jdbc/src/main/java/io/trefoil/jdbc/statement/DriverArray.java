package io.trefoil.jdbc.statement;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** An array of the server, whose rows belong to our connection. */
public final class DriverArray implements Array {
    private final StatementSession session;
    private final Array theirs;

    private DriverArray(StatementSession session, Array theirs) {
        this.session = session;
        this.theirs = theirs;
    }

    /** Around one of pgjdbc's. */
    public static @Nullable Array ours(StatementSession session, @Nullable Array theirs) {
        return theirs == null ? null : new DriverArray(session, theirs);
    }

    /** A new array of the elements' type by its name. */
    public static @Nullable Array of(StatementSession session, String typeName, Object @Nullable [] elements)
            throws SQLException {
        Object bindable = elements == null ? null : ArrayValues.elements(session, elements);
        return ours(session, ((PGConnection) session.base()).createArrayOf(typeName, bindable));
    }

    /** What pgjdbc understands: its own array, or that of whoever made it. */
    static @Nullable Array theirs(@Nullable Array array) {
        return array instanceof DriverArray ours ? ours.theirs : array;
    }

    @Override
    public String getBaseTypeName() throws SQLException {
        return theirs.getBaseTypeName();
    }

    @Override
    public int getBaseType() throws SQLException {
        return theirs.getBaseType();
    }

    @Override
    public Object getArray() throws SQLException {
        return theirs.getArray();
    }

    @Override
    public Object getArray(Map<String, Class<?>> types) throws SQLException {
        return theirs.getArray(types);
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        return theirs.getArray(index, count);
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> types) throws SQLException {
        return theirs.getArray(index, count, types);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return session.wrap(theirs.getResultSet());
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> types) throws SQLException {
        return session.wrap(theirs.getResultSet(types));
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return session.wrap(theirs.getResultSet(index, count));
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> types) throws SQLException {
        return session.wrap(theirs.getResultSet(index, count, types));
    }

    @Override
    public void free() throws SQLException {
        theirs.free();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DriverArray array && theirs.equals(array.theirs);
    }

    @Override
    public int hashCode() {
        return theirs.hashCode();
    }

    /** The array as the server writes it. */
    @Override
    public String toString() {
        return String.valueOf(theirs);
    }
}
