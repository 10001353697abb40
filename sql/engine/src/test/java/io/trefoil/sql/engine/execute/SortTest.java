package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.INT8;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.ascending;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.constant;
import static io.trefoil.sql.engine.execute.Plans.modulo;
import static io.trefoil.sql.engine.execute.Plans.project;
import static io.trefoil.sql.engine.execute.Plans.series;
import static io.trefoil.sql.engine.execute.Plans.sort;
import static io.trefoil.sql.engine.execute.Plans.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SortTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_202L);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Plan random(Random random, int rows, int keys) {
        List<@Nullable Object[]> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(new @Nullable Object[] {
                random.nextInt(9) == 0 ? null : Integer.valueOf(random.nextInt(keys)), "t" + random.nextInt(keys), i
            });
        }
        return values(columns(INT4, TEXT, INT4), all);
    }

    @Test
    void sortsAreStableInMemoryAndOnDisk() {
        Random random = new Random(SEED);
        for (int round = 0; round < 30; round++) {
            Plan input = random(random, random.nextInt(300), 1 + random.nextInt(20));
            boolean descending = random.nextBoolean();
            boolean nullsFirst = random.nextBoolean();
            Plan plan = sort(input, new SortKey(0, descending, nullsFirst), new SortKey(1, !descending, false));
            List<@Nullable Object[]> expected = new ArrayList<>(fixture.run(input));
            Comparator<@Nullable Object[]> order =
                    Comparator.comparing(row -> (Integer) row[0], nulls(nullsFirst, descending));
            Comparator<@Nullable Object[]> second = Comparator.comparing(row -> String.valueOf(row[1]));
            expected.sort(order.thenComparing(descending ? second : second.reversed()));
            assertThat(Fixture.show(fixture.run(plan))).as("seed " + SEED).isEqualTo(Fixture.show(expected));
            assertThat(fixture.runSpilled(plan, 1000))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(Fixture.show(expected));
        }
    }

    private static Comparator<@Nullable Integer> nulls(boolean first, boolean descending) {
        Comparator<Integer> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return first ? Comparator.nullsFirst(order) : Comparator.nullsLast(order);
    }

    @Test
    void manyRunsAreMergedInSeveralPasses() {
        Plan plan = sort(project(series(30_000), modulo(column(0), 997), column(0)), ascending(0));
        assertThat(fixture.runSpilled(plan, 2_000)).isEqualTo(Fixture.show(fixture.run(plan)));
    }

    @Test
    void topRowsAreTheFirstRowsOfTheSort() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            Plan input = random(random, random.nextInt(200), 1 + random.nextInt(20));
            long count = random.nextInt(30);
            long offset = random.nextInt(20);
            SortKey[] keys = {new SortKey(0, random.nextBoolean(), random.nextBoolean())};
            Plan top =
                    new Plan.TopN(input, List.of(keys), constant(count, INT8), constant(offset, INT8), Plans.ESTIMATE);
            Plan limit = new Plan.Limit(
                    sort(input, keys), constant(count, INT8), constant(offset, INT8), null, Plans.ESTIMATE);
            assertThat(Fixture.show(fixture.run(top))).as("seed " + SEED).isEqualTo(Fixture.show(fixture.run(limit)));
        }
        Plan all = new Plan.TopN(
                series(1000), List.of(new SortKey(0, true, true)), constant(200_000L, INT8), null, Plans.ESTIMATE);
        assertThat(fixture.runSpilled(all, 1000)).hasSize(1000).startsWith("1000", "999");
    }

    @Test
    void tiesComeWithTheLastRow() {
        Plan input = sort(project(series(20), modulo(column(0), 4)), ascending(0));
        Plan plan = new Plan.Limit(input, constant(7L, INT8), null, List.of(ascending(0)), Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(plan))).containsExactly("0", "0", "0", "0", "0", "1", "1", "1", "1", "1");
    }

    @Test
    void limitsAreCheckedWhenTheyAreUsed() {
        Scalar negative = constant(-1L, INT8);
        Plan limit = new Plan.Limit(series(3), negative, null, null, Plans.ESTIMATE);
        Plan offset = new Plan.Limit(series(3), null, negative, null, Plans.ESTIMATE);
        assertThat(fixture.refusal(limit).state()).isEqualTo(SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE);
        assertThat(fixture.refusal(offset).state()).isEqualTo(SqlState.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE);
        Plan none = new Plan.Limit(series(3), constant(null, INT8), constant(1L, INT8), null, Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(none))).containsExactly("2", "3");
        Plan zero = new Plan.Limit(series(3), constant(0L, INT8), null, null, Plans.ESTIMATE);
        assertThat(fixture.run(zero)).isEmpty();
    }
}
