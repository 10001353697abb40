package io.trefoil.launcher.shell;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * A connection that runs statements by the simple protocol and keeps what JDBC hides but a shell shows: the server's
 * own text of every value and its command tags. One thread at a time; only {@link #cancel} may come from another.
 */
public final class ServerConnection implements AutoCloseable {
    private final BaseConnection connection;
    private final List<ServerErrorMessage> notices = new ArrayList<>();

    ServerConnection(PGConnection connection) {
        this.connection = (BaseConnection) connection;
    }

    /** Runs one statement and returns its outcomes in order. */
    List<Outcome> run(String sql) throws SQLException {
        Collector collector = new Collector();
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.createSimpleQuery(sql);
        executor.execute(
                query,
                null,
                collector,
                0,
                0,
                QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                        | QueryExecutor.QUERY_SUPPRESS_BEGIN
                        | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS);
        return collector.outcomes;
    }

    /** {@code COPY ... FROM STDIN}: sends the stream's bytes as they are. */
    Outcome copyIn(String sql, InputStream source) throws SQLException, IOException {
        return new Outcome.Done("COPY " + connection.getCopyAPI().copyIn(sql, source));
    }

    /** {@code COPY ... TO STDOUT}: writes the server's bytes as they are. */
    void copyOut(String sql, OutputStream target) throws SQLException, IOException {
        connection.getCopyAPI().copyOut(sql, target);
        target.flush();
    }

    /** Notices since the last call, oldest first. */
    List<ServerErrorMessage> takeNotices() {
        List<ServerErrorMessage> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    /** The rows of a query as text. */
    List<@Nullable String[]> rows(String sql) throws SQLException {
        for (Outcome outcome : run(sql)) {
            if (outcome instanceof Outcome.Rows result) {
                return result.rows();
            }
        }
        return List.of();
    }

    TransactionState transactionState() {
        return connection.getTransactionState();
    }

    String database() throws SQLException {
        return connection.getCatalog();
    }

    String user() {
        return connection.getQueryExecutor().getUser();
    }

    String address() {
        return connection.getQueryExecutor().getHostSpec().toString();
    }

    @Nullable
    String parameter(String name) {
        return connection.getParameterStatus(name);
    }

    /** Gives a role a password; the server sees only its SCRAM verifier. */
    public void changePassword(String role, char[] password) throws SQLException {
        connection.alterUserPassword(role, password, "scram-sha-256");
    }

    /** Runs one statement for its effect. */
    public void execute(String sql) throws SQLException {
        run(sql);
    }

    /** Whether a query returns at least one row. */
    public boolean exists(String sql) throws SQLException {
        return !rows(sql).isEmpty();
    }

    /** Asks the server to stop the running statement. */
    void cancel() throws SQLException {
        connection.cancelQuery();
    }

    boolean isClosed() throws SQLException {
        return connection.isClosed();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private final class Collector extends ResultHandlerBase {
        private final List<Outcome> outcomes = new ArrayList<>();
        private boolean rowsPending;

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            List<Column> columns = Arrays.stream(fields)
                    .map(field -> new Column(field.getColumnLabel(), field.getOID()))
                    .toList();
            List<@Nullable String[]> rows = new ArrayList<>(tuples.size());
            try {
                var encoding = connection.getEncoding();
                for (Tuple tuple : tuples) {
                    @Nullable String[] row = new String[fields.length];
                    for (int i = 0; i < fields.length; i++) {
                        byte @Nullable [] bytes = tuple.get(i);
                        row[i] = bytes == null ? null : encoding.decode(bytes);
                    }
                    rows.add(row);
                }
            } catch (IOException e) {
                handleError(new SQLException("the server sent text that is not UTF-8", "22021", e));
            } catch (SQLException e) {
                handleError(e);
            }
            outcomes.add(new Outcome.Rows(columns, rows));
            rowsPending = true;
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            // The tag after rows ("SELECT 2") says nothing the rows do not; INSERT ... RETURNING shows both, as psql
            // does.
            boolean plainQuery =
                    rowsPending && status.toUpperCase(Locale.ROOT).matches("(SELECT|SHOW|FETCH|EXPLAIN|VALUES).*");
            if (!plainQuery) {
                outcomes.add(new Outcome.Done(status));
            }
            rowsPending = false;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            if (warning instanceof PSQLWarning fromServer && fromServer.getServerErrorMessage() != null) {
                notices.add(fromServer.getServerErrorMessage());
            }
        }
    }
}
