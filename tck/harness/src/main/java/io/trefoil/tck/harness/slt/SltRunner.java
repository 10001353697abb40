package io.trefoil.tck.harness.slt;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.QueryResult.Result;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.slt.SltRecord.Expectation;
import io.trefoil.wire.protocol.message.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the records of one script on one database and keeps every difference. Each connection sends by the protocol of
 * {@link Mode}.
 */
final class SltRunner implements AutoCloseable {
    /** How statements are sent. */
    enum Mode {
        /** Query messages. */
        SIMPLE,
        /** Parse, Bind, Describe, Execute, Sync; a record with several statements or with parameters still goes as a Query. */
        EXTENDED
    }

    /**
     * What a record gave instead of what the script says.
     *
     * @param head the record's first line as it would be right
     * @param rows the rows as they would be right; empty for statements
     * @param explanation expected and actual, for people
     */
    record Difference(SltRecord record, String head, List<String> rows, String explanation) {}

    private record Background(SltRecord.Statement statement, CompletableFuture<QueryResult> result) {}

    private static final int AWAIT_SECONDS_MAX = 300;

    /** A script gives no values, so what has parameters (PREPARE, or an error) goes as a Query. */
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d");

    /** What would otherwise come from the machine. */
    private static final Map<String, String> SETTINGS = Map.of("timezone", "UTC");

    private final Endpoint endpoint;
    private final String target;
    private final Mode mode;
    private final Map<String, WireClient> connections = new LinkedHashMap<>();
    private final Map<String, Background> background = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private WireClient current;

    SltRunner(TestDatabase database, String target, Mode mode) {
        this.endpoint = database.endpoint();
        this.target = target;
        this.mode = mode;
        this.current = WireClient.connect(endpoint, SETTINGS);
        connections.put("default", current);
    }

    List<Difference> run(List<SltRecord> script) {
        for (SltRecord record : script) {
            switch (record) {
                case SltRecord.Statement statement when statement.condition().allows(target) -> start(statement);
                case SltRecord.Rows rows when rows.condition().allows(target) -> check(rows);
                case SltRecord.Statement skipped -> {}
                case SltRecord.Rows skipped -> {}
                case SltRecord.Connection connection -> current = connection(connection);
                case SltRecord.Await await -> await(await);
                case SltRecord.Sleep sleep -> sleep(sleep.millis());
                case SltRecord.Halt halt -> {
                    if (halt.condition().allows(target)) {
                        return differences;
                    }
                }
            }
        }
        return differences;
    }

    private WireClient connection(SltRecord.Connection record) {
        return connections.computeIfAbsent(record.name(), ignored -> {
            Endpoint other = endpoint;
            other = record.user().isPresent() ? other.withUser(record.user().get()) : other;
            other = record.database().isPresent()
                    ? other.withDatabase(record.database().get())
                    : other;
            return WireClient.connect(other, SETTINGS);
        });
    }

    private void start(SltRecord.Statement statement) {
        if (statement.async().isEmpty()) {
            check(statement, send(current, statement.sql()));
            return;
        }
        WireClient client = current;
        background.put(
                statement.async(),
                new Background(
                        statement,
                        CompletableFuture.supplyAsync(
                                () -> send(client, statement.sql()), Thread::startVirtualThread)));
    }

    private void await(SltRecord.Await await) {
        Background waiting = background.remove(await.name());
        if (waiting == null) {
            throw new IllegalArgumentException("line " + await.line() + ": no statement async " + await.name());
        }
        check(
                waiting.statement(),
                waiting.result().orTimeout(AWAIT_SECONDS_MAX, TimeUnit.SECONDS).join());
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private QueryResult send(WireClient client, String sql) {
        boolean extended = mode == Mode.EXTENDED
                && !hasSeveralStatements(sql)
                && !PARAMETER.matcher(sql).find();
        return extended ? client.extended(sql) : client.query(sql);
    }

    /** A semicolon with something behind it; quotes are not looked at, since Query is never wrong. */
    private static boolean hasSeveralStatements(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon >= 0 && !sql.substring(semicolon + 1).isBlank();
    }

    private void check(SltRecord.Statement statement, QueryResult result) {
        boolean fits = switch (statement.expectation()) {
            case Expectation.Ok ok -> result.error() == null;
            case Expectation.Count(long count) -> result.error() == null && lastCount(result) == count;
            case Expectation.Notice(var state, var message) ->
                result.error() == null && result.notices().stream().anyMatch(notice -> matches(notice, state, message));
            case Expectation.Failure(var state, var message) ->
                result.error() != null && matches(result.error(), state, message);
            case Expectation.Unknown unknown -> false;
        };
        if (!fits) {
            differences.add(new Difference(
                    statement, head(statement, result), List.of(), explain(statement.expectation(), result)));
        }
    }

    private static long lastCount(QueryResult result) {
        return result.results().isEmpty() ? -1 : result.results().getLast().count();
    }

    private static boolean matches(Diagnostics diagnostics, String state, Optional<Pattern> message) {
        return diagnostics.sqlState().equals(state)
                && (message.isEmpty()
                        || message.get().matcher(diagnostics.message()).find());
    }

    private static String head(SltRecord.Statement statement, QueryResult result) {
        String prefix = "statement " + (statement.async().isEmpty() ? "" : "async " + statement.async() + " ");
        if (result.error() != null) {
            boolean withMessage = statement.expectation() instanceof Expectation.Failure failure
                    && failure.message().isPresent();
            return prefix + "error " + result.error().sqlState()
                    + (withMessage ? " " + quoted(result.error().message()) : "");
        }
        if (statement.expectation() instanceof Expectation.Count) {
            return prefix + "count " + lastCount(result);
        }
        if (statement.expectation() instanceof Expectation.Notice
                && !result.notices().isEmpty()) {
            return prefix + "notice " + result.notices().getFirst().sqlState();
        }
        return prefix + "ok";
    }

    private static String quoted(String message) {
        return message.replaceAll("([\\\\\\[\\](){}.*+?^$|])", "\\\\$1");
    }

    private void check(SltRecord.Rows expected) {
        QueryResult result = send(current, expected.sql());
        if (result.error() != null || result.results().isEmpty()) {
            String head = "statement "
                    + (result.error() == null ? "ok" : "error " + result.error().sqlState());
            differences.add(new Difference(expected, head, List.of(), "expected rows\nactual: " + describe(result)));
            return;
        }
        Result last = result.results().getLast();
        List<String> lines = SltValues.lines(last, expected.sort());
        String types = SltValues.types(last.fields());
        if (!types.equals(expected.types()) || !lines.equals(expected.expected())) {
            String head = "query " + types + (expected.sort() == SltRecord.Sort.nosort ? "" : " " + expected.sort());
            String explanation = "expected " + expected.types() + "\n" + indented(expected.expected()) + "actual "
                    + types + "\n" + indented(lines);
            differences.add(new Difference(expected, head, lines, explanation));
        }
    }

    private static String explain(Expectation expectation, QueryResult result) {
        String expected = switch (expectation) {
            case Expectation.Ok ok -> "no error";
            case Expectation.Count(long count) -> "count " + count;
            case Expectation.Notice(var state, var message) ->
                "notice " + state + message.map(m -> " " + m).orElse("");
            case Expectation.Failure(var state, var message) ->
                "error " + state + message.map(m -> " " + m).orElse("");
            case Expectation.Unknown unknown -> "?";
        };
        return "expected: " + expected + "\nactual:   " + describe(result);
    }

    private static String describe(QueryResult result) {
        if (result.error() != null) {
            return "error " + result.error().sqlState() + " " + result.error().message();
        }
        StringBuilder text = new StringBuilder("ok");
        result.results().forEach(r -> text.append(' ').append(r.tag()));
        result.notices()
                .forEach(n -> text.append("\n          notice ")
                        .append(n.sqlState())
                        .append(' ')
                        .append(n.message()));
        return text.toString();
    }

    private static String indented(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        connections.values().forEach(WireClient::close);
    }
}
