package io.trefoil.jdbc.statement;

import io.trefoil.jdbc.link.Link;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.TimestampUtils;

/** What the statements of one connection share: the connection, its open stream, its tracing. */
public final class StatementSession {
    private final Connection owner;
    private final BaseConnection base;
    private final Streams streams;
    private final Batches batches;
    private final Tracing tracing;
    private final TimestampUtils times;

    /**
     * @param owner what {@link Statement#getConnection} answers
     * @param base pgjdbc's connection
     */
    public StatementSession(Connection owner, BaseConnection base, Link link, Tracing tracing) {
        this.owner = owner;
        this.base = base;
        this.streams = new Streams(base);
        this.batches = new Batches(base, link);
        this.tracing = tracing;
        QueryExecutor executor = base.getQueryExecutor();
        this.times = new TimestampUtils(!executor.getIntegerDateTimes(), executor::getTimeZone);
    }

    /** A statement of this connection around one of pgjdbc's. */
    public Statement wrap(Statement statement) {
        return new DriverStatement(this, statement, "");
    }

    /** A prepared statement of this connection around one of pgjdbc's. */
    public PreparedStatement wrap(PreparedStatement statement, String sql) {
        return new DriverPreparedStatement(this, statement, sql);
    }

    /** A call of this connection around one of pgjdbc's. */
    public CallableStatement wrap(CallableStatement statement, String sql) {
        return new DriverCallableStatement(this, statement, sql);
    }

    /** Rows that belong to no statement of ours, such as the catalog's. */
    public ResultSet wrap(ResultSet rows) throws SQLException {
        return new DriverResultSet(this, new DriverStatement(this, rows.getStatement(), ""), rows);
    }

    /** The rows still streaming in autocommit mode, if there are any, are read to their end and their transaction ended. */
    public void settle() throws SQLException {
        streams.settle();
    }

    /** Whether pgjdbc's connection is out of autocommit mode only because rows are streaming. */
    public boolean isStreaming() {
        return streams.isOpen();
    }

    Connection owner() {
        return owner;
    }

    BaseConnection base() {
        return base;
    }

    Streams streams() {
        return streams;
    }

    Batches batches() {
        return batches;
    }

    /** Reads and writes times as texts. */
    TimestampUtils times() {
        return times;
    }

    Tracing tracing() {
        return tracing;
    }
}
