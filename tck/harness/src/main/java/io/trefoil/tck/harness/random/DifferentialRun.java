package io.trefoil.tck.harness.random;

import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rounds of random statements on two servers. Each round has a seed of its own, printed with every difference; the same
 * seed gives the same statements.
 */
public final class DifferentialRun {
    private static final int TABLES = 4;
    private static final int STATEMENTS_A_ROUND = 120;
    private static final int DIFFERENCES_MAX = 5;
    private static final int LINES_SHOWN_MAX = 40;

    private final Target ours;
    private final Target oracle;
    private final List<String> differences = new ArrayList<>();
    private int statements;

    public DifferentialRun(Target ours, Target oracle) {
        this.ours = ours;
        this.oracle = oracle;
    }

    /** Runs rounds from this seed upwards until they are done, the time is over, or enough differences are found. */
    public void run(long firstSeed, int rounds, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long seed = firstSeed; seed < firstSeed + rounds; seed++) {
            if (System.nanoTime() > deadline || differences.size() >= DIFFERENCES_MAX) {
                return;
            }
            round(seed, deadline);
        }
    }

    /** How many statements were compared. */
    public int statements() {
        return statements;
    }

    /** Seed, statement and both answers of each difference. */
    public List<String> differences() {
        return differences;
    }

    private void round(long seed, long deadline) {
        Random random = new Random(seed);
        List<RandomTable> tables = IntStream.range(0, TABLES)
                .mapToObj(i -> RandomTable.create("t" + i, random))
                .toList();
        StatementGenerator generator = new StatementGenerator(random, tables);
        try (TestDatabase ourDatabase = ours.create();
                TestDatabase oracleDatabase = oracle.create();
                WireClient ourClient = WireClient.connect(ourDatabase.endpoint());
                WireClient oracleClient = WireClient.connect(oracleDatabase.endpoint())) {
            for (RandomTable table : tables) {
                table.statements(random).forEach(sql -> compare(seed, sql, ourClient, oracleClient));
            }
            for (int i = 0; i < STATEMENTS_A_ROUND && differences.size() < DIFFERENCES_MAX; i++) {
                if (System.nanoTime() > deadline) {
                    return;
                }
                compare(seed, generator.statement(), ourClient, oracleClient);
            }
            for (RandomTable table : tables) {
                compare(seed, "select * from " + table.name() + " order by id", ourClient, oracleClient);
            }
        }
    }

    private void compare(long seed, String sql, WireClient ourClient, WireClient oracleClient) {
        statements++;
        boolean ordered = sql.contains(" order by 1") || sql.endsWith(" order by id");
        QueryResult oracleResult = oracleClient.query(sql);
        QueryResult ourResult = ourClient.query(sql);
        if (!answer(oracleResult, ordered).equals(answer(ourResult, ordered))) {
            differences.add("-Dtck.seed=" + seed + "\n" + sql + ";\n" + text(oracle, oracleResult, ordered)
                    + text(ours, ourResult, ordered));
        }
    }

    private static String text(Target target, QueryResult result, boolean ordered) {
        String message = result.error() == null ? "" : " " + result.error().message();
        List<String> lines = answer(result, ordered);
        int shown = Math.min(LINES_SHOWN_MAX, lines.size());
        return target.name() + ":\n  " + String.join("\n  ", lines.subList(0, shown)) + message
                + (shown < lines.size() ? "\n  ..." : "") + "\n";
    }

    /** Rows as lines, in an order of their own unless the query has one; an error is its SQLSTATE. */
    private static List<String> answer(QueryResult result, boolean ordered) {
        if (result.error() != null) {
            return List.of("ERROR " + result.error().sqlState());
        }
        QueryResult.Result last = result.results().getLast();
        List<String> lines = new ArrayList<>();
        last.fields().stream()
                .map(field -> "type " + field.typeOid())
                .reduce((a, b) -> a + ", " + b)
                .ifPresent(lines::add);
        List<String> rows =
                new ArrayList<>(last.rows().stream().map(Arrays::toString).toList());
        if (!ordered) {
            rows.sort(null);
        }
        lines.addAll(rows);
        lines.add(last.tag());
        return lines;
    }
}
