package io.trefoil.sql.functions.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Aggregates over random groups of no, one and many rows, on PostgreSQL and here. */
class AggregateDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_124L);
    private static final int GROUPS = 25;
    private static final List<String> ORDERED_SETS = List.of("mode", "percentile_cont", "percentile_disc");

    private final Samples samples = new Samples(SEED);
    private final TestSession session = new TestSession(TextFormat.DEFAULT);

    /** One group: the aggregate, its argument types and its rows. */
    private record Group(String signature, List<String> types, List<List<@Nullable String>> rows) {}

    @Test
    void everyAggregateAgrees() {
        Optional<PostgresOracle> oracle = PostgresOracle.find();
        if (oracle.isEmpty()) {
            abort("PostgreSQL 15 is not installed: nothing to compare with");
        }
        List<Group> groups = new ArrayList<>();
        for (String signature : new TreeSet<>(TrefoilSide.library().aggregateSignatures())) {
            for (List<String> types : actualTypes(signature)) {
                for (int i = 0; i < GROUPS; i++) {
                    groups.add(group(signature, types, i));
                }
            }
        }
        List<Outcome> expected = OracleSide.evaluate(
                oracle.get(),
                "set timezone = 'UTC';\n",
                groups.stream().map(AggregateDifferentialTest::sql).toList());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Outcome found = run(groups.get(i), expected.get(i).type());
            if (!found.agrees(expected.get(i), false)) {
                differences.add("\n  " + sql(groups.get(i)) + "\n    expected "
                        + expected.get(i).text() + "\n    found    " + found.text());
            }
        }
        System.out.println("aggregates: " + groups.size() + " calls, " + differences.size() + " differ");
        assertThat(differences.subList(0, Math.min(60, differences.size()))).isEmpty();
    }

    private List<List<String>> actualTypes(String signature) {
        List<String> types = RandomCalls.types(signature);
        List<List<String>> actual = new ArrayList<>();
        if (types.stream().noneMatch(type -> type.startsWith("any") || type.contains("json"))) {
            if (types.stream().allMatch(samples::knows)) {
                actual.add(types);
            }
            return actual;
        }
        for (String element :
                signature.contains("anyarray") ? List.of("_int4", "_text") : List.of("int4", "text", "float8")) {
            if (types.stream()
                    .allMatch(type -> type.startsWith("any") && !type.equals("anyenum") || samples.knows(type))) {
                actual.add(types.stream()
                        .map(type -> type.startsWith("any") ? element : type)
                        .toList());
            }
        }
        return actual;
    }

    private Group group(String signature, List<String> types, int index) {
        int count = index < 3 ? index : samples.random().nextInt(12);
        boolean orderedSet = ORDERED_SETS.contains(name(signature)) && types.size() == 2;
        String fraction = List.of("0", "0.25", "0.5", "1", "0.9", "1.5")
                .get(samples.random().nextInt(6));
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable String> row = new ArrayList<>();
            for (String type : types) {
                String value = samples.next(type);
                boolean tie =
                        value.equals("-0") || type.equals("interval") && value.matches("1 mon.*|0|36:00:00|5 days.*");
                row.add(samples.random().nextInt(12) == 0 || tie ? null : value);
            }
            if (orderedSet) {
                row.set(0, types.get(0).startsWith("_") ? "{" + fraction + ",0.1,NULL}" : fraction);
            }
            rows.add(row);
        }
        return new Group(signature, types, rows);
    }

    private static String name(String signature) {
        return signature.substring(0, signature.indexOf('('));
    }

    private static String sql(Group group) {
        String name = name(group.signature());
        StringBuilder rows = new StringBuilder();
        for (List<@Nullable String> row : group.rows()) {
            rows.append(rows.isEmpty() ? "(values " : ", ").append('(').append(rows.isEmpty() ? 1 : 2);
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i);
                rows.append(", ")
                        .append(value == null ? "null" : Call.quote(value))
                        .append("::\"")
                        .append(group.types().get(i))
                        .append('"');
            }
            rows.append(')');
        }
        String columns = columns(group);
        String from = group.rows().isEmpty()
                ? "(select 1" + nullColumns(group) + " where false) r(n" + columns + ")"
                : rows + ") r(n" + columns + ")";
        String arguments = group.types().isEmpty() ? "*" : columns.substring(1);
        if (ORDERED_SETS.contains(name)) {
            return group.types().size() == 1
                    ? "(select " + name + "() within group (order by c0) from " + from + ")"
                    : "(select " + name + "(" + direct(group) + ") within group (order by c1) from " + from + ")";
        }
        return "(select " + name + "(" + arguments + ") from " + from + ")";
    }

    private static String direct(Group group) {
        String value = group.rows().isEmpty() ? null : group.rows().get(0).get(0);
        return (value == null ? "null" : Call.quote(value)) + "::"
                + group.types().get(0);
    }

    private static String columns(Group group) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < group.types().size(); i++) {
            columns.append(",c").append(i);
        }
        return columns.toString();
    }

    private static String nullColumns(Group group) {
        StringBuilder columns = new StringBuilder();
        group.types().forEach(type -> columns.append(", null::\"").append(type).append('"'));
        return columns.toString();
    }

    private Outcome run(Group group, int resultType) {
        try {
            SqlType result = SqlTypes.require(resultType <= 1 ? 25 : resultType);
            SqlType[] types = group.types().stream()
                    .map(type -> SqlTypes.byName(type).orElseThrow())
                    .toArray(SqlType[]::new);
            AggregateBody body = Objects.requireNonNull(TrefoilSide.library().aggregate(group.signature()));
            AggregateBody.Accumulator accumulator = body.bind(types, result).create();
            for (@Nullable Object[] row : rows(group, types)) {
                if (!accumulator.skipsNulls() || Arrays.stream(row).noneMatch(Objects::isNull)) {
                    accumulator.add(session, row);
                }
            }
            Object value = accumulator.result(session);
            return new Outcome(
                    result.oid(), value == null ? OracleSide.NULL_TEXT : result.toText(value, session.textFormat()));
        } catch (SqlStateException e) {
            return Outcome.error(e.state().code(), e.text());
        } catch (RuntimeException e) {
            return new Outcome(-1, "CRASH " + e);
        }
    }

    private List<@Nullable Object[]> rows(Group group, SqlType[] types) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (List<@Nullable String> row : group.rows()) {
            @Nullable Object[] values = new @Nullable Object[types.length];
            for (int i = 0; i < types.length; i++) {
                String text = row.get(i);
                values[i] = text == null ? null : types[i].parse(text, -1, session.textFormat());
            }
            rows.add(values);
        }
        if (ORDERED_SETS.contains(name(group.signature()))) {
            int last = types.length - 1;
            rows.sort(Comparator.comparing(row -> row[last], Comparator.nullsLast(types[last]::compare)));
        }
        return rows;
    }
}
