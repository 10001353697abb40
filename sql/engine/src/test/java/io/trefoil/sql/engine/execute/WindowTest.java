package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.INT8;
import static io.trefoil.sql.engine.execute.Plans.aggregateBody;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.numbers;
import static io.trefoil.sql.engine.execute.Plans.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.algebra.WindowCall.BoundKind;
import io.trefoil.sql.engine.algebra.WindowCall.Exclusion;
import io.trefoil.sql.engine.algebra.WindowCall.Unit;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_204L);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static WindowCall call(String name, SqlType type, WindowCall.Frame frame, Scalar... arguments) {
        boolean aggregate = name.contains("(");
        return new WindowCall(
                aggregate ? Plans.name(name) : name,
                aggregate ? aggregateBody(name) : null,
                Arrays.asList(arguments),
                null,
                List.of(column(0)),
                List.of(new AggregateCall.Order(column(1), false, false)),
                frame,
                type);
    }

    private static Plan window(Plan input, WindowCall... calls) {
        List<OutputColumn> columns = new ArrayList<>(input.columns());
        for (WindowCall call : calls) {
            columns.add(OutputColumn.of(call.name(), call.type(), -1));
        }
        return new Plan.Window(input, List.of(calls), columns, Plans.ESTIMATE);
    }

    @Test
    void rankingFunctionsCountRowsAndPeers() {
        Plan input = numbers(
                new @Nullable Integer[] {1, 10},
                new @Nullable Integer[] {1, 20},
                new @Nullable Integer[] {2, 5},
                new @Nullable Integer[] {1, 10},
                new @Nullable Integer[] {1, null});
        WindowCall.Frame frame = WindowCall.Frame.DEFAULT;
        Plan plan = window(
                input,
                call("row_number", INT8, frame),
                call("rank", INT8, frame),
                call("dense_rank", INT8, frame),
                call("percent_rank", SqlTypes.FLOAT8, frame),
                call("cume_dist", SqlTypes.FLOAT8, frame),
                call("ntile", INT4, frame, number(3)));
        List<String> expected = List.of(
                "1 10 1 1 1 0.0 0.5 1",
                "1 10 2 1 1 0.0 0.5 1",
                "1 20 3 3 2 0.6666666666666666 0.75 2",
                "1 - 4 4 3 1.0 1.0 3",
                "2 5 1 1 1 0.0 1.0 1");
        assertThat(Fixture.show(fixture.run(plan))).isEqualTo(expected);
        assertThat(fixture.runSpilled(plan, 50)).isEqualTo(expected);
    }

    @Test
    void neighboursAreReachedByTheirDistance() {
        Plan input =
                numbers(new @Nullable Integer[] {1, 1}, new @Nullable Integer[] {1, 2}, new @Nullable Integer[] {1, 3});
        WindowCall.Frame frame = WindowCall.Frame.DEFAULT;
        Plan plan = window(
                input,
                call("lag", INT4, frame, column(1)),
                call("lead", INT4, frame, column(1), number(2), number(-1)),
                call("lag", INT4, frame, column(1), number(null)));
        assertThat(Fixture.show(fixture.run(plan))).containsExactly("1 1 - 3 -", "1 2 1 -1 -", "1 3 2 -1 -");
    }

    @Test
    void callsOfDifferentWindowsKeepTheirPlaces() {
        Plan input =
                numbers(new @Nullable Integer[] {1, 3}, new @Nullable Integer[] {2, 1}, new @Nullable Integer[] {2, 2});
        WindowCall whole = new WindowCall(
                "sum",
                aggregateBody("sum(int4)"),
                List.of(column(1)),
                null,
                List.of(),
                List.of(),
                WindowCall.Frame.DEFAULT,
                INT8);
        Plan plan = window(input, whole, call("row_number", INT8, WindowCall.Frame.DEFAULT), whole);
        assertThat(Fixture.show(fixture.run(plan)).stream().sorted().toList())
                .containsExactly("1 3 6 1 6", "2 1 6 1 6", "2 2 6 2 6");
    }

    @Test
    void framesAgreeWithTheirDefinition() {
        Random random = new Random(SEED);
        BoundKind[] bounds = BoundKind.values();
        for (int round = 0; round < 400; round++) {
            int count = random.nextInt(12);
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(
                        new @Nullable Object[] {1, random.nextInt(6) == 0 ? null : Integer.valueOf(random.nextInt(8)), i
                        });
            }
            rows.sort((a, b) -> a[1] == b[1]
                    ? 0
                    : a[1] == null ? 1 : b[1] == null ? -1 : Integer.compare((Integer) a[1], (Integer) b[1]));
            Unit unit = Unit.values()[random.nextInt(3)];
            BoundKind start = bounds[random.nextInt(4)];
            BoundKind end = bounds[1 + random.nextInt(4)];
            int low = random.nextInt(4);
            int high = random.nextInt(4);
            Exclusion exclusion = Exclusion.values()[random.nextInt(4)];
            WindowCall.Frame frame = new WindowCall.Frame(unit, start, number(low), end, number(high), exclusion);
            Plan plan = window(
                    values(columns(INT4, INT4, INT4), rows),
                    call("array_agg(anynonarray)", SqlTypes.arrayOf(INT4), frame, column(2)),
                    call("first_value", INT4, frame, column(2)),
                    call("last_value", INT4, frame, column(2)),
                    call("nth_value", INT4, frame, column(2), number(2)));
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                List<@Nullable Object> inFrame = naive(rows, i, unit, start, low, end, high, exclusion);
                @Nullable Object[] row = rows.get(i);
                expected.add(Fixture.show(new @Nullable Object[] {
                    row[0],
                    row[1],
                    row[2],
                    inFrame.isEmpty() ? null : inFrame.toString(),
                    inFrame.isEmpty() ? null : inFrame.get(0),
                    inFrame.isEmpty() ? null : inFrame.get(inFrame.size() - 1),
                    inFrame.size() < 2 ? null : inFrame.get(1)
                }));
            }
            assertThat(Fixture.show(fixture.run(plan)))
                    .as("seed %s %s", SEED, frame)
                    .isEqualTo(expected);
            assertThat(fixture.runSpilled(plan, 60))
                    .as("spilled, seed %s %s", SEED, frame)
                    .isEqualTo(expected);
        }
    }

    /** The third columns of the rows in the frame of row i, told row by row. */
    private static List<@Nullable Object> naive(
            List<@Nullable Object[]> rows,
            int i,
            Unit unit,
            BoundKind start,
            int low,
            BoundKind end,
            int high,
            Exclusion exclusion) {
        List<@Nullable Object> result = new ArrayList<>();
        for (int j = 0; j < rows.size(); j++) {
            boolean peer = Objects.equals(rows.get(i)[1], rows.get(j)[1]);
            boolean inside = reaches(rows, j, i, unit, start, low, true) && reaches(rows, j, i, unit, end, high, false);
            boolean excluded = switch (exclusion) {
                case NONE -> false;
                case CURRENT_ROW -> i == j;
                case GROUP -> peer;
                case TIES -> peer && i != j;
            };
            if (inside && !excluded) {
                result.add(rows.get(j)[2]);
            }
        }
        return result;
    }

    /** Whether row j is not before the start, or not behind the end, of the frame of row i. */
    private static boolean reaches(
            List<@Nullable Object[]> rows, int j, int i, Unit unit, BoundKind kind, int offset, boolean isStart) {
        if (kind == BoundKind.UNBOUNDED_PRECEDING) {
            return isStart;
        }
        if (kind == BoundKind.UNBOUNDED_FOLLOWING) {
            return !isStart;
        }
        int distance = kind == BoundKind.PRECEDING ? -offset : kind == BoundKind.FOLLOWING ? offset : 0;
        long place = switch (unit) {
            case ROWS -> j - i - distance;
            case GROUPS -> group(rows, j) - group(rows, i) - distance;
            case RANGE -> {
                Object a = rows.get(i)[1];
                Object b = rows.get(j)[1];
                // nulls are last and peers of each other; an offset does not move them
                yield a == null || b == null
                        ? (a == b ? 0 : b == null ? 1 : -1)
                        : (long) (Integer) b - (Integer) a - distance;
            }
        };
        return isStart ? place >= 0 : place <= 0;
    }

    private static int group(List<@Nullable Object[]> rows, int row) {
        int group = 0;
        for (int i = 1; i <= row; i++) {
            group += Objects.equals(rows.get(i)[1], rows.get(i - 1)[1]) ? 0 : 1;
        }
        return group;
    }

    @Test
    void badArgumentsAreRefused() {
        Plan input = numbers(new @Nullable Integer[] {1, 1});
        WindowCall.Frame frame = new WindowCall.Frame(
                Unit.ROWS, BoundKind.PRECEDING, number(-1), BoundKind.CURRENT_ROW, null, Exclusion.NONE);
        assertThat(fixture.refusal(window(input, call("sum(int4)", INT8, frame, column(1))))
                        .state())
                .isEqualTo(SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE);
        assertThat(fixture.refusal(window(input, call("ntile", INT4, WindowCall.Frame.DEFAULT, number(0))))
                        .state())
                .isEqualTo(SqlState.INVALID_ARGUMENT_FOR_NTILE);
    }
}
