package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.constant;
import static io.trefoil.sql.engine.execute.Plans.equal;
import static io.trefoil.sql.engine.execute.Plans.less;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.text;
import static io.trefoil.sql.engine.execute.Plans.values;
import static io.trefoil.sql.engine.execute.Tables.allColumns;
import static io.trefoil.sql.engine.execute.Tables.index;
import static io.trefoil.sql.engine.execute.Tables.readAll;
import static io.trefoil.sql.engine.execute.Tables.table;
import static io.trefoil.sql.engine.execute.Tables.withIndexes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.table.IndexFormats;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every access path against a filter over all rows. */
class TableReadTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_205L);
    private static final SqlType INT4_ARRAY = SqlTypes.arrayOf(INT4);

    private final Fixture fixture = new Fixture();
    private final Random random = new Random(SEED);
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private Table table = table(1, List.of(2, 1), INT4, TEXT, INT4, INT4, SqlTypes.NUMERIC);
    private final Index plain = index(11, table, false, List.of(), 3);
    private final Index descending = index(12, table, false, List.of(4), -3, 1);
    private final Index unique = index(13, table, true, List.of(), 4);

    @BeforeEach
    void load() {
        table = withIndexes(table, plain, descending, unique);
        fixture.define(table, plain, descending, unique);
        for (int i = 0; i < 600; i++) {
            rows.add(new @Nullable Object[] {
                i,
                "k" + i % 7,
                random.nextInt(9) == 0 ? null : Integer.valueOf(random.nextInt(30)),
                random.nextInt(5) == 0 ? null : Integer.valueOf(i + 10_000),
                SqlNumeric.of(i * 10L, 1)
            });
        }
        fixture.run(new Plan.Insert(
                fixture.of(table), values(readAll(table).columns(), rows), null, null, List.of(), Plans.ESTIMATE));
        rows.sort(Comparator.comparing((@Nullable Object[] row) -> String.valueOf(row[1]))
                .thenComparing(row -> (Integer) row[0]));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> expected(Predicate<@Nullable Object[]> condition) {
        return Fixture.show(rows.stream().filter(condition).toList());
    }

    private List<String> read(AccessPath path, @Nullable Scalar filter) {
        return Fixture.show(fixture.run(Tables.read(table, path, allColumns(table), false, filter, false)));
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    @Test
    void everyRowIsReadInKeyOrder() {
        assertThat(read(new AccessPath.All(null, false), null)).isEqualTo(expected(row -> true));
        List<String> reversed = new ArrayList<>(expected(row -> true));
        Collections.reverse(reversed);
        assertThat(read(new AccessPath.All(null, true), null)).isEqualTo(reversed);
    }

    @Test
    void filtersSeeTheColumnsOfTheScan() {
        assertThat(read(new AccessPath.All(null, false), less(Plans.column(2), number(5))))
                .isEqualTo(expected(row -> row[2] != null && (Integer) row[2] < 5));
        Scalar impossible = less(Plans.column(2), number(-1));
        assertThat(read(new AccessPath.All(null, false), impossible)).isEmpty();
    }

    @Test
    void pointsFindTheirRow() {
        assertThat(read(new AccessPath.Point(null, List.of(text("k3"), number(10))), null))
                .isEqualTo(expected(row -> row[0].equals(10)));
        assertThat(read(new AccessPath.Point(null, List.of(text("k4"), number(10))), null))
                .isEmpty();
        assertThat(read(new AccessPath.Point(null, List.of(text("k3"), number(null))), null))
                .isEmpty();
        for (int i = 0; i < 50; i++) {
            int value = 10_000 + random.nextInt(700);
            assertThat(read(new AccessPath.Point(unique, List.of(number(value))), null))
                    .isEqualTo(expected(row -> row[3] != null && row[3].equals(value)));
        }
        assertThat(read(new AccessPath.Point(unique, List.of(number(null))), null))
                .isEmpty();
        assertThat(sorted(read(new AccessPath.Point(plain, List.of(number(7))), null)))
                .isEqualTo(sorted(expected(row -> row[2] != null && row[2].equals(7))));
    }

    @Test
    void severalPointsAreDistinctAndInOrder() {
        Scalar array = constant(SqlArray.of(INT4, 17, 3, null, 10, 3, 999), INT4_ARRAY);
        assertThat(read(new AccessPath.Points(null, List.of(text("k3")), array, true), null))
                .isEqualTo(expected(
                        row -> row[1].equals("k3") && List.of(3, 10, 17).contains(row[0])));
        assertThat(sorted(read(new AccessPath.Points(plain, List.of(), array, false), null)))
                .isEqualTo(sorted(
                        expected(row -> row[2] != null && List.of(3, 10, 17).contains(row[2]))));
        Scalar none = constant(null, INT4_ARRAY);
        assertThat(read(new AccessPath.Points(plain, List.of(), none, false), null))
                .isEmpty();
        Scalar texts = constant(SqlArray.of(TEXT, "k2", "k1"), SqlTypes.arrayOf(TEXT));
        assertThat(read(new AccessPath.Points(null, List.of(), texts, false), null))
                .isEqualTo(expected(row -> row[1].equals("k1") || row[1].equals("k2")));
    }

    @Test
    void rangesHoldTheValuesWithinTheirBounds() {
        for (int round = 0; round < 60; round++) {
            int low = random.nextInt(35) - 2;
            int high = random.nextInt(35) - 2;
            boolean lowInclusive = random.nextBoolean();
            boolean highInclusive = random.nextBoolean();
            AccessPath.Bound lower = random.nextInt(4) == 0 ? null : new AccessPath.Bound(number(low), lowInclusive);
            AccessPath.Bound upper = random.nextInt(4) == 0 ? null : new AccessPath.Bound(number(high), highInclusive);
            Predicate<@Nullable Object[]> inside = row -> row[2] instanceof Integer value
                    && (lower == null || value > low || lowInclusive && value == low)
                    && (upper == null || value < high || highInclusive && value == high);
            List<String> found = sorted(expected(lower == null && upper == null ? row -> true : inside));
            for (Index index : List.of(plain, descending)) {
                boolean reverse = random.nextBoolean();
                List<String> read = read(new AccessPath.Range(index, List.of(), lower, upper, reverse), null);
                assertThat(sorted(read)).as("seed " + SEED).isEqualTo(found);
                Scalar even = equal(Plans.modulo(Plans.column(0), 2), number(0));
                assertThat(sorted(read(new AccessPath.Range(index, List.of(), lower, upper, reverse), even)))
                        .hasSize((int) rows.stream()
                                .filter(lower == null && upper == null ? row -> true : inside)
                                .filter(row -> (Integer) row[0] % 2 == 0)
                                .count());
            }
        }
        AccessPath.Bound unknown = new AccessPath.Bound(number(null), true);
        assertThat(read(new AccessPath.Range(plain, List.of(), unknown, null, false), null))
                .isEmpty();
        assertThat(read(
                        new AccessPath.Range(
                                null, List.of(text("k5")), new AccessPath.Bound(number(100), false), null, false),
                        null))
                .isEqualTo(expected(row -> row[1].equals("k5") && (Integer) row[0] > 100));
    }

    @Test
    void indexOrderIsKept() {
        List<@Nullable Object[]> ordered = fixture.run(
                Tables.read(table, new AccessPath.All(descending, false), List.of(3, 1), false, null, false));
        List<@Nullable Object[]> copy = new ArrayList<>(ordered);
        copy.sort((a, b) -> {
            int first = a[0] == b[0]
                    ? 0
                    : a[0] == null ? -1 : b[0] == null ? 1 : ((Integer) b[0]).compareTo((Integer) a[0]);
            return first != 0 ? first : ((Integer) a[1]).compareTo((Integer) b[1]);
        });
        assertThat(Fixture.show(ordered)).isEqualTo(Fixture.show(copy)).hasSize(600);
    }

    @Test
    void coveringIndexesAnswerWithoutTheTable() {
        List<Integer> attributes = List.of(4, 1, 3, 2);
        assertThat(IndexFormats.covers(table, descending, attributes)).isTrue();
        assertThat(IndexFormats.covers(table, descending, List.of(5))).isFalse();
        AccessPath path =
                new AccessPath.Range(descending, List.of(), new AccessPath.Bound(number(10), true), null, false);
        List<String> looked = Fixture.show(fixture.run(Tables.read(table, path, attributes, true, null, false)));
        assertThat(Fixture.show(fixture.run(Tables.read(table, path, attributes, true, null, true))))
                .isEqualTo(looked);
        AccessPath one = new AccessPath.Point(unique, List.of(number(10_001)));
        assertThat(Fixture.show(fixture.run(Tables.read(table, one, List.of(1, 2, 4), true, null, true))))
                .isEqualTo(Fixture.show(fixture.run(Tables.read(table, one, List.of(1, 2, 4), true, null, false))));
    }

    @Test
    void rowsWithoutPrimaryKeyComeInTheOrderOfInsertion() {
        Table heap = table(2, List.of(), INT4);
        fixture.define(heap);
        fixture.run(new Plan.Insert(
                fixture.of(heap),
                Plans.project(Plans.series(300), Plans.modulo(Plans.column(0), 17)),
                null,
                null,
                List.of(),
                Plans.ESTIMATE));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            expected.add(String.valueOf(i % 17));
        }
        assertThat(Fixture.show(fixture.run(readAll(heap)))).isEqualTo(expected);
    }

    @Test
    void addedColumnsHaveTheirMissingValueAndDroppedOnesAreNull() {
        Table before = table(3, List.of(1), INT4, TEXT);
        fixture.define(before);
        fixture.run(new Plan.Insert(
                fixture.of(before),
                values(readAll(before).columns(), List.<@Nullable Object[]>of(new @Nullable Object[] {1, "old"})),
                null,
                null,
                List.of(),
                Plans.ESTIMATE));
        List<Column> columns = new ArrayList<>(before.columns());
        columns.set(1, columns.get(1).asDropped());
        columns.add(new Column(3, "n", SqlTypes.INT8, -1, false, null, "42", Column.Identity.NONE, false, false));
        columns.add(new Column(4, "t", TEXT, -1, false, null, "'it''s'::text", Column.Identity.NONE, false, false));
        Table after = before.withColumns(columns);
        fixture.define(after);
        fixture.run(new Plan.Insert(
                fixture.of(after),
                values(readAll(after).columns(), List.<@Nullable Object[]>of(new @Nullable Object[] {2, null, null, "x"
                })),
                null,
                null,
                List.of(),
                Plans.ESTIMATE));
        assertThat(Fixture.show(fixture.run(readAll(after)))).containsExactly("1 - 42 it's", "2 - - x");
    }

    @Test
    void keysThatLoseDetailKeepItInTheRow() {
        Table money = table(4, List.of(1), SqlTypes.NUMERIC);
        fixture.define(money);
        fixture.run(new Plan.Insert(
                fixture.of(money),
                values(
                        readAll(money).columns(),
                        List.<@Nullable Object[]>of(new @Nullable Object[] {SqlNumeric.of(100, 2)})),
                null,
                null,
                List.of(),
                Plans.ESTIMATE));
        assertThat(Fixture.show(fixture.run(readAll(money)))).containsExactly("1.00");
        AccessPath path = new AccessPath.Point(null, List.of(constant(SqlNumeric.of(1), SqlTypes.NUMERIC)));
        assertThat(Fixture.show(fixture.run(Tables.read(money, path, List.of(1), false, null, false))))
                .containsExactly("1.00");
    }
}
