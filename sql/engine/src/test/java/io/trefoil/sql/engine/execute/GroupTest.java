package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.INT8;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.aggregate;
import static io.trefoil.sql.engine.execute.Plans.aggregateBody;
import static io.trefoil.sql.engine.execute.Plans.ascending;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.filter;
import static io.trefoil.sql.engine.execute.Plans.less;
import static io.trefoil.sql.engine.execute.Plans.modulo;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.numbers;
import static io.trefoil.sql.engine.execute.Plans.plus;
import static io.trefoil.sql.engine.execute.Plans.project;
import static io.trefoil.sql.engine.execute.Plans.ref;
import static io.trefoil.sql.engine.execute.Plans.series;
import static io.trefoil.sql.engine.execute.Plans.sort;
import static io.trefoil.sql.engine.execute.Plans.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Aggregates, DISTINCT, set operations and WITH. */
class GroupTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_203L);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<@Nullable Object[]> rows(Random random, int count, int keys) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new @Nullable Object[] {
                random.nextInt(10) == 0 ? null : Integer.valueOf(random.nextInt(keys)),
                random.nextInt(10) == 0 ? null : Integer.valueOf(random.nextInt(100))
            });
        }
        return rows;
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static Plan grouped(Plan input, List<Scalar> by, AggregateCall... calls) {
        List<Integer> all = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (Scalar scalar : by) {
            all.add(all.size());
            columns.add(OutputColumn.of("g", scalar.type(), -1));
        }
        for (AggregateCall call : calls) {
            columns.add(OutputColumn.of(call.name(), call.type(), -1));
        }
        return new Plan.HashAggregate(input, by, List.of(all), List.of(calls), columns, Plans.ESTIMATE);
    }

    private static final AggregateCall COUNT = aggregate("count()", INT8);
    private static final AggregateCall SUM = aggregate("sum(int4)", INT8, column(1));

    @Test
    void groupsAgreeWithAMap() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            List<@Nullable Object[]> rows = rows(random, random.nextInt(300), 1 + random.nextInt(100));
            Map<String, long[]> groups = new LinkedHashMap<>();
            for (@Nullable Object[] row : rows) {
                long[] group = groups.computeIfAbsent(row[0] == null ? "-" : row[0].toString(), absent -> new long[3]);
                group[0]++;
                if (row[1] instanceof Integer value) {
                    group[1] += value;
                    group[2]++;
                }
            }
            List<String> expected = new ArrayList<>();
            groups.forEach((key, group) -> expected.add(key + " " + group[0] + " " + (group[2] == 0 ? "-" : group[1])));
            Plan input = values(columns(INT4, INT4), rows);
            Plan hash = grouped(input, List.of(column(0)), COUNT, SUM);
            assertThat(Fixture.show(fixture.run(hash))).as("seed " + SEED).isEqualTo(expected);
            assertThat(sorted(fixture.runSpilled(hash, 500)))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(sorted(expected));
            Plan merged = new Plan.SortedAggregate(
                    sort(input, ascending(0)), List.of(column(0)), List.of(COUNT, SUM), hash.columns(), Plans.ESTIMATE);
            assertThat(sorted(Fixture.show(fixture.run(merged)))).isEqualTo(sorted(expected));
        }
    }

    @Test
    void manyGroupsSpillSeveralLevelsDeep() {
        Plan input = project(series(60_000), modulo(column(0), 20_000), column(0));
        Plan hash = grouped(input, List.of(column(0)), COUNT, aggregate("max(int4)", INT4, column(1)));
        List<String> expected = sorted(Fixture.show(fixture.run(hash)));
        assertThat(expected).hasSize(20_000);
        assertThat(sorted(fixture.runSpilled(hash, 10_000))).isEqualTo(expected);
    }

    @Test
    void aggregatesOfNoRowsAreOneRowWithoutGroupsAndNoneWith() {
        Plan empty = filter(numbers(new @Nullable Integer[] {1, 1}), less(column(0), number(0)));
        assertThat(Fixture.show(fixture.run(grouped(empty, List.of(), COUNT, SUM))))
                .containsExactly("0 -");
        assertThat(fixture.run(grouped(empty, List.of(column(0)), COUNT, SUM))).isEmpty();
        Plan sorted = new Plan.SortedAggregate(empty, List.of(), List.of(COUNT), columns(INT8), Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(sorted))).containsExactly("0");
    }

    @Test
    void groupingSetsAreGroupedEachByItself() {
        Plan input = numbers(
                new @Nullable Integer[] {1, 1},
                new @Nullable Integer[] {1, 2},
                new @Nullable Integer[] {2, 1},
                new @Nullable Integer[] {null, 1});
        List<List<Integer>> rollup = List.of(List.of(0, 1), List.of(0), List.of());
        Plan plan = new Plan.HashAggregate(
                input,
                List.of(column(0), column(1)),
                rollup,
                List.of(COUNT),
                columns(INT4, INT4, INT8, INT4),
                Plans.ESTIMATE);
        List<String> expected =
                List.of("- - 1 1", "- - 4 3", "- 1 1 0", "1 - 2 1", "1 1 1 0", "1 2 1 0", "2 - 1 1", "2 1 1 0");
        assertThat(sorted(Fixture.show(fixture.run(plan)))).isEqualTo(expected);
        assertThat(sorted(fixture.runSpilled(plan, 200))).isEqualTo(expected);
        AggregateCall distinct = new AggregateCall(
                "count", "count(any)", aggregateBody("count(any)"), List.of(column(1)), true, null, List.of(), INT8);
        Plan sorting = new Plan.HashAggregate(
                input,
                List.of(column(0), column(1)),
                rollup,
                List.of(distinct),
                columns(INT4, INT4, INT8, INT4),
                Plans.ESTIMATE);
        assertThat(sorted(Fixture.show(fixture.run(sorting))))
                .isEqualTo(List.of(
                        "- - 1 1", "- - 2 3", "- 1 1 0", "1 - 2 1", "1 1 1 0", "1 2 1 0", "2 - 1 1", "2 1 1 0"));
        Plan ofNothing = new Plan.HashAggregate(
                filter(input, less(column(0), number(0))),
                List.of(column(0), column(1)),
                rollup,
                List.of(COUNT),
                columns(INT4, INT4, INT8, INT4),
                Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(ofNothing))).containsExactly("- - 0 3");
    }

    @Test
    void callsHaveTheirOwnFilterOrderAndDistinct() {
        Plan input = numbers(
                new @Nullable Integer[] {1, 3},
                new @Nullable Integer[] {1, 1},
                new @Nullable Integer[] {1, 3},
                new @Nullable Integer[] {1, null},
                new @Nullable Integer[] {2, 5});
        AggregateCall ordered = new AggregateCall(
                "array_agg",
                "array_agg(anynonarray)",
                aggregateBody("array_agg(anynonarray)"),
                List.of(column(1)),
                false,
                null,
                List.of(new AggregateCall.Order(column(1), true, true)),
                SqlTypes.arrayOf(INT4));
        AggregateCall distinct = new AggregateCall(
                "count", "count(any)", aggregateBody("count(any)"), List.of(column(1)), true, null, List.of(), INT8);
        AggregateCall filtered = new AggregateCall(
                "count",
                "count()",
                aggregateBody("count()"),
                List.of(),
                false,
                less(column(1), number(3)),
                List.of(),
                INT8);
        Plan plan = grouped(input, List.of(column(0)), ordered, distinct, filtered);
        assertThat(Fixture.show(fixture.run(plan))).containsExactly("1 [null, 3, 3, 1] 2 1", "2 [5] 1 0");
        assertThat(fixture.runSpilled(plan, 100)).containsExactly("1 [null, 3, 3, 1] 2 1", "2 [5] 1 0");
        Plan plain = grouped(input, List.of(), ordered, distinct, filtered);
        assertThat(fixture.runSpilled(plain, 100)).containsExactly("[null, 5, 3, 3, 1] 3 1");
    }

    @Test
    void growingStatesCountAgainstMemory() {
        Plan input = project(series(5000), modulo(column(0), 50), column(0));
        Plan plan = grouped(
                input,
                List.of(column(0)),
                aggregate("array_agg(anynonarray)", SqlTypes.arrayOf(INT4), column(1)),
                COUNT);
        assertThat(sorted(fixture.runSpilled(plan, 3000))).isEqualTo(sorted(Fixture.show(fixture.run(plan))));
    }

    @Test
    void distinctLetsEachRowPassOnce() {
        Random random = new Random(SEED);
        for (int round = 0; round < 30; round++) {
            Plan input = values(columns(INT4, INT4), rows(random, random.nextInt(400), 1 + random.nextInt(20)));
            Plan plan = new Plan.HashDistinct(input, Plans.ESTIMATE);
            List<String> expected =
                    Fixture.show(fixture.run(input)).stream().distinct().toList();
            assertThat(Fixture.show(fixture.run(plan))).as("seed " + SEED).isEqualTo(expected);
            assertThat(sorted(fixture.runSpilled(plan, 700)))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(sorted(expected));
            Plan sorted = new Plan.SortedDistinct(sort(input, ascending(0)), List.of(0), Plans.ESTIMATE);
            long keys =
                    fixture.run(input).stream().map(row -> row[0]).distinct().count();
            assertThat(fixture.run(sorted)).hasSize((int) keys);
        }
    }

    @Test
    void setOperationsCountTheirRows() {
        Random random = new Random(SEED);
        for (int round = 0; round < 40; round++) {
            Plan left = values(columns(INT4, INT4), rows(random, random.nextInt(200), 3));
            Plan right = values(columns(INT4, INT4), rows(random, random.nextInt(200), 3));
            Map<String, int[]> counts = new LinkedHashMap<>();
            Fixture.show(fixture.run(left)).forEach(row -> counts.computeIfAbsent(row, absent -> new int[2])[0]++);
            Fixture.show(fixture.run(right)).forEach(row -> counts.computeIfAbsent(row, absent -> new int[2])[1]++);
            for (boolean all : new boolean[] {false, true}) {
                List<String> intersect = new ArrayList<>();
                List<String> except = new ArrayList<>();
                counts.forEach((row, count) -> {
                    int both = all ? Math.min(count[0], count[1]) : count[0] > 0 && count[1] > 0 ? 1 : 0;
                    int only = all ? Math.max(0, count[0] - count[1]) : count[0] > 0 && count[1] == 0 ? 1 : 0;
                    for (int i = 0; i < both; i++) {
                        intersect.add(row);
                    }
                    for (int i = 0; i < only; i++) {
                        except.add(row);
                    }
                });
                check(Rel.SetOperation.Kind.INTERSECT, all, left, right, intersect);
                check(Rel.SetOperation.Kind.EXCEPT, all, left, right, except);
            }
        }
    }

    private void check(Rel.SetOperation.Kind kind, boolean all, Plan left, Plan right, List<String> expected) {
        Plan plan = new Plan.HashSetOperation(kind, all, left, right, left.columns(), Plans.ESTIMATE);
        assertThat(sorted(Fixture.show(fixture.run(plan)))).as("seed " + SEED).isEqualTo(sorted(expected));
        assertThat(sorted(fixture.runSpilled(plan, 500)))
                .as("spilled, seed " + SEED)
                .isEqualTo(sorted(expected));
    }

    @Test
    void appendReadsOneInputAfterTheOther() {
        Plan plan = new Plan.Append(List.of(series(2), series(0), series(1)), columns(INT4), Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(plan))).containsExactly("1", "2", "1");
    }

    @Test
    void namedQueriesRunOnceHoweverOftenTheyAreRead() {
        Plan query = project(series(500), column(0), Plans.call("random()", null, SqlTypes.FLOAT8));
        Plan scan = new Plan.CteScan(3, "q", columns(INT4, SqlTypes.FLOAT8), Plans.ESTIMATE);
        Plan twice = new Plan.Append(List.of(scan, scan), scan.columns(), Plans.ESTIMATE);
        Plan plan = new Plan.With(
                List.of(new Plan.With.Cte(3, "q", query, false)),
                new Plan.HashDistinct(twice, Plans.ESTIMATE),
                Plans.ESTIMATE);
        assertThat(fixture.run(plan)).hasSize(500);
        assertThat(fixture.runSpilled(plan, 1000)).hasSize(500);
    }

    @Test
    void recursionEndsWhenARoundHasNoNewRows() {
        // with recursive r(n) as (select 1 union all select n + 1 from r where n < 5)
        Plan working = new Plan.CteScan(1, "r", columns(INT4), Plans.ESTIMATE);
        Plan step = project(filter(working, less(column(0), number(5))), plus(column(0), number(1)));
        Plan all = new Plan.RecursiveUnion(1, true, series(1), step, columns(INT4), Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(all))).containsExactly("1", "2", "3", "4", "5");
        Plan circle = project(working, modulo(plus(column(0), number(1)), 3));
        Plan distinct = new Plan.RecursiveUnion(1, false, series(1), circle, columns(INT4), Plans.ESTIMATE);
        assertThat(fixture.runSpilled(distinct, 1)).containsExactly("1", "2", "0");
    }

    @Test
    void textGroupsByItsValue() {
        Plan input = values(
                columns(TEXT, INT4),
                List.of(new @Nullable Object[] {new String("a".toCharArray()), 1}, new @Nullable Object[] {"a", 2}));
        assertThat(Fixture.show(fixture.run(grouped(input, List.of(ref(0, TEXT)), SUM))))
                .containsExactly("a 3");
    }
}
