package io.trefoil.wire.server.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.api.StatementDescription;
import io.trefoil.sql.api.TransactionStatus;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Understands statements of one word and arguments, separated by semicolons: {@code one}, {@code rows COUNT WIDTH},
 * {@code echo} (its parameters), {@code begin commit rollback}, {@code fail CODE TEXT}, {@code crash}, {@code badrow},
 * {@code notice TEXT}, {@code set NAME VALUE}, {@code sleep MILLIS}, {@code work}, {@code copyin}, {@code copyout COUNT}.
 */
final class FakeSession implements SqlSession {
    private static final RowShape ONE = shape((short) 0, "?column?", FakeType.INT4);
    private static final Object[] ONE_ROW = {1};

    private final FakeService service;
    private final SessionListener listener;
    private final Map<String, Prepared> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private TransactionStatus status = TransactionStatus.IDLE;
    private boolean implicitFailed;
    private volatile boolean cancelled;
    private volatile boolean terminated;
    private boolean closed;

    private record Prepared(String sql, int[] parameterTypes) {}

    private static final class Portal {
        final String sql;
        final ParameterValues parameters;
        final short[] formats;
        int position;

        Portal(String sql, ParameterValues parameters, short[] formats) {
            this.sql = sql;
            this.parameters = parameters;
            this.formats = formats;
        }

        short format() {
            return formats.length == 0 ? 0 : formats[0];
        }
    }

    FakeSession(FakeService service, SessionListener listener) {
        this.service = service;
        this.listener = listener;
    }

    @Override
    public Map<String, String> reportedSettings() {
        return Map.of("server_version", "15.0", "client_encoding", "UTF8", "TimeZone", "UTC");
    }

    @Override
    public void query(String sql, ResponseSink sink) {
        if (sql.isBlank()) {
            sink.emptyQuery();
            return;
        }
        if (sql.equals("one") && status != TransactionStatus.FAILED) {
            one(sink);
            return;
        }
        try {
            for (String statement : sql.split(";")) {
                if (!statement.isBlank()) {
                    run(new Portal(statement.trim(), ParameterValues.NONE, new short[0]), 0, sink);
                }
            }
        } catch (RuntimeException e) {
            fail();
            implicitFailed = false;
            throw e;
        }
    }

    @Override
    public void parse(String name, String sql, int[] parameterTypes) {
        guard(() -> {
            if (sql.startsWith("syntax")) {
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "syntax error at or near \"syntax\"")
                        .withPosition(1);
            }
            statements.put(name, new Prepared(sql.trim(), parameterTypes));
        });
    }

    @Override
    public StatementDescription describeStatement(String name) {
        var prepared = statement(name);
        return new StatementDescription(prepared.parameterTypes, shapeOf(prepared.sql, (short) 0));
    }

    @Override
    public void bind(String portal, String statement, ParameterValues parameters, short[] resultFormats) {
        portals.put(portal, new Portal(statement(statement).sql, parameters, resultFormats));
    }

    @Override
    public @Nullable RowShape describePortal(String name) {
        Portal portal = portal(name);
        return shapeOf(portal.sql, portal.format());
    }

    @Override
    public void execute(String portal, long rowsMax, ResponseSink sink) {
        try {
            run(portal(portal), rowsMax, sink);
        } catch (RuntimeException e) {
            fail();
            throw e;
        }
    }

    @Override
    public void closeStatement(String name) {
        statements.remove(name);
    }

    @Override
    public void closePortal(String name) {
        portals.remove(name);
    }

    @Override
    public void sync() {
        implicitFailed = false;
        if (status == TransactionStatus.IDLE) {
            portals.clear();
        }
    }

    @Override
    public void fail() {
        if (status == TransactionStatus.IN_BLOCK) {
            status = TransactionStatus.FAILED;
        } else {
            implicitFailed = true;
        }
    }

    @Override
    public TransactionStatus transactionStatus() {
        return status;
    }

    @Override
    public TextFormat textFormat() {
        return TextFormat.DEFAULT;
    }

    @Override
    public long idleTimeoutMillis() {
        return status == TransactionStatus.IDLE ? service.idleSessionTimeoutMillis : service.idleTimeoutMillis;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void terminate() {
        terminated = true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            service.openSessions.decrementAndGet();
        }
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            fail();
            throw e;
        }
    }

    private void run(Portal portal, long rowsMax, ResponseSink sink) {
        if (portal.sql.equals("one") && status != TransactionStatus.FAILED) {
            one(sink);
            return;
        }
        String[] words = portal.sql.split(" ", 3);
        if (status == TransactionStatus.FAILED && !words[0].equals("rollback")) {
            throw new SqlStateException(
                    SqlState.IN_FAILED_SQL_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        switch (words[0]) {
            case "" -> sink.emptyQuery();
            case "rows" -> rows(portal, Integer.parseInt(words[1]), Integer.parseInt(words[2]), rowsMax, sink);
            case "echo" -> echo(portal, sink);
            case "begin" -> {
                status = TransactionStatus.IN_BLOCK;
                sink.complete("BEGIN");
            }
            case "commit", "rollback" -> {
                status = TransactionStatus.IDLE;
                sink.complete(words[0].toUpperCase(Locale.ROOT));
            }
            case "fail" ->
                throw new SqlStateException(stateOf(words[1]), words[2])
                        .withDetail("a detail")
                        .withHint("a hint")
                        .withPosition(7)
                        .withTable("public", "accounts")
                        .withColumn("id")
                        .withDataType("integer")
                        .withConstraint("accounts_pkey")
                        .withContext("a context");
            case "crash" -> throw new ArrayIndexOutOfBoundsException("planted");
            case "badrow" -> {
                sink.rows(shape((short) 0, "bad", FakeType.BROKEN), TextFormat.DEFAULT);
                sink.row(new Object[] {"half a row"});
            }
            case "notice" -> {
                listener.notice(new Notice("NOTICE", new SqlStateException(SqlState.SUCCESSFUL_COMPLETION, words[1])));
                sink.complete("NOTICE");
            }
            case "SET" -> sink.complete("SET");
            case "set" -> {
                listener.settingChanged(words[1], words[2]);
                sink.complete("SET");
            }
            case "sleep" -> {
                sleep(Long.parseLong(words[1]));
                sink.complete("SLEEP");
            }
            case "work" -> {
                service.executed.incrementAndGet();
                sink.complete("WORK");
            }
            case "copyin" -> copyIn(sink);
            case "copyout" -> copyOut(Integer.parseInt(words[1]), sink);
            default ->
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "syntax error at or near \"" + words[0] + "\"")
                        .withPosition(1);
        }
    }

    /** Allocates nothing, so that benchmarks see the wire alone. */
    private static void one(ResponseSink sink) {
        sink.rows(ONE, TextFormat.DEFAULT);
        sink.row(ONE_ROW);
        sink.complete("SELECT 1");
    }

    private void rows(Portal portal, int count, int width, long rowsMax, ResponseSink sink) {
        sink.rows(rowsShape(portal.format()), TextFormat.DEFAULT);
        String filler = "x".repeat(width);
        service.begun.incrementAndGet();
        int end = rowsMax == 0 ? count : (int) Math.min(count, portal.position + rowsMax);
        for (; portal.position < end; portal.position++) {
            if (cancelled) {
                cancelled = false;
                throw new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            }
            sink.row(new Object[] {portal.position, width == 0 ? null : filler});
        }
        if (rowsMax > 0 && portal.position == end && end < count) {
            sink.suspended();
        } else {
            sink.complete("SELECT " + count);
        }
    }

    private void echo(Portal portal, ResponseSink sink) {
        byte[] @Nullable [] values = portal.parameters.values();
        String[] names =
                IntStream.range(0, values.length).mapToObj(i -> "p" + i).toArray(String[]::new);
        sink.rows(
                new RowShape(List.of(names).stream()
                        .map(name -> new RowShape.Column(name, 0, 0, FakeType.TEXT, -1, portal.format()))
                        .toList()),
                TextFormat.DEFAULT);
        @Nullable Object[] row = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            byte[] value = values[i];
            row[i] = value == null ? null : portal.parameters.format(i) + ":" + new String(value, UTF_8);
        }
        sink.row(row);
        sink.complete("SELECT 1");
    }

    private void sleep(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        cancelled = false;
        service.begun.incrementAndGet();
        while (System.nanoTime() < end) {
            if (terminated) {
                throw new SqlStateException(
                        SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
            }
            if (cancelled) {
                cancelled = false;
                throw new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void copyIn(ResponseSink sink) {
        CopySource source = sink.copyIn(new CopyShape(false, 1));
        service.begun.incrementAndGet();
        long bytes = 0;
        for (byte[] piece = source.read(); piece != null; piece = source.read()) {
            bytes += piece.length;
            if (new String(piece, UTF_8).startsWith("bad")) {
                throw new SqlStateException(SqlState.BAD_COPY_FILE_FORMAT, "bad line");
            }
        }
        sink.complete("COPY " + bytes);
    }

    private void copyOut(int count, ResponseSink sink) {
        sink.copyOut(new CopyShape(false, 1));
        byte[] line = "line\n".getBytes(UTF_8);
        for (int i = 0; i < count; i++) {
            sink.copyData(line, 0, line.length);
        }
        sink.copyDone();
        sink.complete("COPY " + count);
    }

    private static @Nullable RowShape shapeOf(String sql, short format) {
        return switch (sql.split(" ")[0]) {
            case "one" -> ONE;
            case "rows" -> rowsShape(format);
            default -> null;
        };
    }

    private static RowShape rowsShape(short format) {
        return new RowShape(List.of(
                new RowShape.Column("number", 16384, 1, FakeType.INT4, -1, format),
                new RowShape.Column("filler", 16384, 2, FakeType.TEXT, -1, format)));
    }

    private static RowShape shape(short format, String name, FakeType type) {
        return new RowShape(List.of(new RowShape.Column(name, 0, 0, type, -1, format)));
    }

    private static SqlState stateOf(String code) {
        for (SqlState state : SqlState.values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException(code);
    }

    private Prepared statement(String name) {
        Prepared prepared = statements.get(name);
        if (prepared == null) {
            fail();
            throw new SqlStateException(
                    SqlState.INVALID_SQL_STATEMENT_NAME, "prepared statement \"" + name + "\" does not exist");
        }
        return prepared;
    }

    private Portal portal(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            fail();
            throw new SqlStateException(SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }
}
