package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.ascending;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.equal;
import static io.trefoil.sql.engine.execute.Plans.filter;
import static io.trefoil.sql.engine.execute.Plans.joined;
import static io.trefoil.sql.engine.execute.Plans.less;
import static io.trefoil.sql.engine.execute.Plans.slot;
import static io.trefoil.sql.engine.execute.Plans.sort;
import static io.trefoil.sql.engine.execute.Plans.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to join against a naive double loop. */
class JoinTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_201L);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<@Nullable Object[]> rows(Random random, int count, int keys) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new @Nullable Object[] {
                random.nextInt(10) == 0 ? null : Integer.valueOf(random.nextInt(keys)), random.nextInt(100)
            });
        }
        return rows;
    }

    /** Joins on the first column, and on the second one of the left side being less than that of the right if asked. */
    private static List<String> naive(
            JoinKind kind,
            List<@Nullable Object[]> left,
            List<@Nullable Object[]> right,
            boolean nullSafe,
            boolean residual) {
        List<String> result = new ArrayList<>();
        boolean[] matched = new boolean[right.size()];
        for (@Nullable Object[] l : left) {
            boolean any = false;
            for (int j = 0; j < right.size(); j++) {
                @Nullable Object[] r = right.get(j);
                boolean equal = l[0] == null || r[0] == null ? nullSafe && l[0] == r[0] : l[0].equals(r[0]);
                if (equal && (!residual || number(l[1]) < number(r[1]))) {
                    any = true;
                    matched[j] = true;
                    if (kind.yieldsRight()) {
                        result.add(Fixture.show(new @Nullable Object[] {l[0], l[1], r[0], r[1]}));
                    }
                }
            }
            if (kind == JoinKind.SEMI && any || kind == JoinKind.ANTI && !any) {
                result.add(Fixture.show(l));
            } else if (!any && (kind == JoinKind.LEFT || kind == JoinKind.FULL)) {
                result.add(Fixture.show(new @Nullable Object[] {l[0], l[1], null, null}));
            }
        }
        if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
            for (int j = 0; j < right.size(); j++) {
                if (!matched[j]) {
                    result.add(Fixture.show(new @Nullable Object[] {null, null, right.get(j)[0], right.get(j)[1]}));
                }
            }
        }
        result.sort(null);
        return result;
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static @Nullable Scalar residual(boolean wanted) {
        return wanted ? less(column(1), column(3)) : null;
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void hashJoinsAgreeWithADoubleLoop(JoinKind kind) {
        Random random = new Random(SEED + kind.ordinal());
        for (int round = 0; round < 60; round++) {
            List<@Nullable Object[]> left = rows(random, random.nextInt(60), 1 + random.nextInt(30));
            List<@Nullable Object[]> right = rows(random, random.nextInt(60), 1 + random.nextInt(30));
            boolean nullSafe = random.nextBoolean();
            boolean residual = random.nextBoolean();
            Plan l = values(columns(INT4, INT4), left);
            Plan r = values(columns(INT4, INT4), right);
            Plan join = new Plan.HashJoin(
                    kind,
                    l,
                    r,
                    List.of(column(0)),
                    List.of(column(0)),
                    List.of(nullSafe),
                    residual(residual),
                    joined(kind, l, r),
                    Plans.ESTIMATE);
            List<String> expected = naive(kind, left, right, nullSafe, residual);
            assertThat(sorted(Fixture.show(fixture.run(join))))
                    .as("seed " + SEED)
                    .isEqualTo(expected);
            assertThat(sorted(fixture.runSpilled(join, 300)))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void nestedLoopsAgreeWithADoubleLoop(JoinKind kind) {
        Random random = new Random(SEED + kind.ordinal());
        for (int round = 0; round < 30; round++) {
            List<@Nullable Object[]> left = rows(random, random.nextInt(40), 20);
            List<@Nullable Object[]> right = rows(random, random.nextInt(40), 20);
            boolean residual = random.nextBoolean();
            Plan l = values(columns(INT4, INT4), left);
            Plan r = values(columns(INT4, INT4), right);
            Scalar keys = equal(column(0), column(2));
            Scalar condition = residual ? new Scalar.And(List.of(keys, less(column(1), column(3)))) : keys;
            Plan join = new Plan.NestedLoop(kind, l, r, condition, joined(kind, l, r), Plans.ESTIMATE);
            List<String> expected = naive(kind, left, right, false, residual);
            assertThat(sorted(Fixture.show(fixture.run(join))))
                    .as("seed " + SEED)
                    .isEqualTo(expected);
            assertThat(sorted(fixture.runSpilled(join, 100)))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JoinKind.class,
            names = {"INNER", "LEFT", "SEMI", "ANTI"})
    void lateralLoopsAgreeWithADoubleLoop(JoinKind kind) {
        Random random = new Random(SEED + kind.ordinal());
        for (int round = 0; round < 30; round++) {
            List<@Nullable Object[]> left = rows(random, random.nextInt(40), 20);
            List<@Nullable Object[]> right = rows(random, random.nextInt(40), 20);
            boolean residual = random.nextBoolean();
            Plan l = values(columns(INT4, INT4), left);
            Plan r = filter(values(columns(INT4, INT4), right), equal(column(0), slot(0)));
            Plan join = new Plan.LateralLoop(
                    kind,
                    l,
                    r,
                    List.of(new Scalar.SlotBinding(0, column(0))),
                    residual(residual),
                    joined(kind, l, r),
                    Plans.ESTIMATE);
            assertThat(sorted(Fixture.show(fixture.run(join))))
                    .as("seed " + SEED)
                    .isEqualTo(naive(kind, left, right, false, residual));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JoinKind.class,
            names = {"INNER", "LEFT"})
    void mergeJoinsAgreeWithADoubleLoop(JoinKind kind) {
        Random random = new Random(SEED + kind.ordinal());
        for (int round = 0; round < 40; round++) {
            List<@Nullable Object[]> left = rows(random, random.nextInt(60), 1 + random.nextInt(20));
            List<@Nullable Object[]> right = rows(random, random.nextInt(60), 1 + random.nextInt(20));
            boolean residual = random.nextBoolean();
            Plan l = sort(values(columns(INT4, INT4), left), ascending(0));
            Plan r = sort(values(columns(INT4, INT4), right), ascending(0));
            Plan join = new Plan.MergeJoin(
                    kind, l, r, List.of(0), List.of(0), residual(residual), joined(kind, l, r), Plans.ESTIMATE);
            List<String> expected = naive(kind, left, right, false, residual);
            assertThat(sorted(Fixture.show(fixture.run(join))))
                    .as("seed " + SEED)
                    .isEqualTo(expected);
            assertThat(sorted(fixture.runSpilled(join, 100)))
                    .as("spilled, seed " + SEED)
                    .isEqualTo(expected);
        }
    }

    @Test
    void largeHashJoinsSpillSeveralLevelsDeep() {
        int count = 20_000;
        Plan left = Plans.project(Plans.series(count), column(0), Plans.modulo(column(0), 7));
        Plan right = Plans.project(Plans.series(count), Plans.modulo(column(0), 5000), column(0));
        Plan join = new Plan.HashJoin(
                JoinKind.FULL,
                left,
                right,
                List.of(column(0)),
                List.of(column(0)),
                List.of(false),
                null,
                joined(JoinKind.FULL, left, right),
                Plans.ESTIMATE);
        List<String> expected = sorted(Fixture.show(fixture.run(join)));
        // 4999 keys have 4 partners each, key 0 has none, and the left rows from 5000 on have none
        assertThat(expected).hasSize(4999 * 4 + 4 + count - 4999);
        assertThat(sorted(fixture.runSpilled(join, 4000))).isEqualTo(expected);
    }

    @Test
    void repeatedRunsYieldTheSameOrder() {
        Random random = new Random(SEED);
        List<@Nullable Object[]> rows = rows(random, 200, 50);
        Plan side = values(columns(INT4, INT4), rows);
        Plan join = new Plan.HashJoin(
                JoinKind.FULL,
                side,
                side,
                List.of(column(0)),
                List.of(column(0)),
                List.of(false),
                null,
                joined(JoinKind.FULL, side, side),
                Plans.ESTIMATE);
        assertThat(fixture.runSpilled(join, 500)).isEqualTo(fixture.runSpilled(join, 500));
    }

    private static int number(@Nullable Object value) {
        return (Integer) java.util.Objects.requireNonNull(value);
    }
}
