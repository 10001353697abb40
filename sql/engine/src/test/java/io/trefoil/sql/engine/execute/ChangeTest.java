package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.equal;
import static io.trefoil.sql.engine.execute.Plans.less;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.plus;
import static io.trefoil.sql.engine.execute.Plans.ref;
import static io.trefoil.sql.engine.execute.Plans.values;
import static io.trefoil.sql.engine.execute.Tables.index;
import static io.trefoil.sql.engine.execute.Tables.readAll;
import static io.trefoil.sql.engine.execute.Tables.readForChange;
import static io.trefoil.sql.engine.execute.Tables.table;
import static io.trefoil.sql.engine.execute.Tables.withIndexes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_206L);
    private static final AccessPath ALL = new AccessPath.All(null, false);

    private final Fixture fixture = new Fixture();
    private Table table = table(1, List.of(1), INT4, TEXT, INT4);
    private final Index byText = index(11, table, false, List.of(), 2);
    private final Index byNumber = index(12, table, true, List.of(), 3);

    @BeforeEach
    void define() {
        table = withIndexes(table, byText, byNumber);
        fixture.define(table, byText, byNumber);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Plan.Insert insert(
            @Nullable ConflictAction conflict, @Nullable List<Scalar> returning, @Nullable Object[]... rows) {
        return new Plan.Insert(
                fixture.of(table),
                values(readAll(table).columns(), Arrays.asList(rows)),
                conflict,
                returning,
                returning == null ? List.of() : columns(INT4, TEXT, INT4),
                Plans.ESTIMATE);
    }

    private static @Nullable Object[] row(@Nullable Integer id, @Nullable String text, @Nullable Integer number) {
        return new @Nullable Object[] {id, text, number};
    }

    private static List<Scalar> wholeRow() {
        return List.of(column(0), ref(1, TEXT), column(2));
    }

    private Plan.Update update(AccessPath path, @Nullable Scalar filter, int column, Scalar value) {
        return new Plan.Update(
                fixture.of(table),
                readForChange(table, path, filter),
                List.of(new ConflictAction.Assignment(column, value)),
                null,
                List.of(),
                Plans.ESTIMATE);
    }

    private Plan.Delete delete(AccessPath path, @Nullable Scalar filter) {
        return new Plan.Delete(fixture.of(table), readForChange(table, path, filter), null, List.of(), Plans.ESTIMATE);
    }

    private static AccessPath point(int id) {
        return new AccessPath.Point(null, List.of(number(id)));
    }

    private List<String> content() {
        List<String> byKey = Fixture.show(fixture.run(readAll(table)));
        for (Index index : List.of(byText, byNumber)) {
            Plan read =
                    Tables.read(table, new AccessPath.All(index, false), Tables.allColumns(table), false, null, false);
            assertThat(Fixture.show(fixture.run(read)).stream().sorted().toList())
                    .as("through " + index.name())
                    .isEqualTo(byKey.stream().sorted().toList());
        }
        return byKey;
    }

    @Test
    void insertsWriteRowsAndIndexEntries() {
        assertThat(fixture.change(insert(null, null, row(2, "b", 20), row(1, "a", null), row(3, null, null))))
                .isEqualTo(3);
        assertThat(content()).containsExactly("1 a -", "2 b 20", "3 - -");
        assertThat(Fixture.show(fixture.run(insert(null, wholeRow(), row(9, "z", 9)))))
                .containsExactly("9 z 9");
    }

    @Test
    void uniqueKeysAreGuarded() {
        fixture.run(insert(null, null, row(1, "a", 10)));
        SqlStateException primary = fixture.refusal(insert(null, null, row(1, "b", 11)));
        assertThat(primary.state()).isEqualTo(SqlState.UNIQUE_VIOLATION);
        assertThat(primary).hasMessage("duplicate key value violates unique constraint \"t1_pkey\"");
        assertThat(primary.detail()).isEqualTo("Key (c0)=(1) already exists.");
        assertThat(primary.table()).isEqualTo("t1");
        SqlStateException secondary = fixture.refusal(insert(null, null, row(2, "b", 10)));
        assertThat(secondary.constraint()).isEqualTo("i12");
        assertThat(secondary.detail()).isEqualTo("Key (c2)=(10) already exists.");
        assertThat(fixture.refusal(insert(null, null, row(7, "b", 70), row(7, "c", 71)))
                        .state())
                .isEqualTo(SqlState.UNIQUE_VIOLATION);
        assertThat(content()).containsExactly("1 a 10");
    }

    @Test
    void notNullAndChecksAreGuarded() {
        Column strict = new Column(2, "name", TEXT, -1, true, null, null, Column.Identity.NONE, false, false);
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(1, strict);
        Table guarded = table.withColumns(columns);
        fixture.define(guarded);
        TableChange change = new TableChange(
                guarded,
                fixture.of(guarded).indexes(),
                List.of(new TableChange.Check("positive", less(number(0), column(2)))));
        Plan nulls = new Plan.Insert(
                change,
                values(readAll(guarded).columns(), List.<@Nullable Object[]>of(row(1, null, 5))),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
        SqlStateException missing = fixture.refusal(nulls);
        assertThat(missing).hasMessage("null value in column \"name\" of relation \"t1\" violates not-null constraint");
        assertThat(missing.detail()).isEqualTo("Failing row contains (1, null, 5).");
        assertThat(missing.column()).isEqualTo("name");
        Plan negative = new Plan.Insert(
                change,
                values(readAll(guarded).columns(), List.<@Nullable Object[]>of(row(1, "x".repeat(70), -5))),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
        SqlStateException failed = fixture.refusal(negative);
        assertThat(failed).hasMessage("new row for relation \"t1\" violates check constraint \"positive\"");
        assertThat(failed.detail()).isEqualTo("Failing row contains (1, " + "x".repeat(64) + "..., -5).");
        Plan unknown = new Plan.Insert(
                change,
                values(readAll(guarded).columns(), List.<@Nullable Object[]>of(row(1, "x", null))),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
        assertThat(fixture.change(unknown)).isEqualTo(1);
    }

    @Test
    void updatesReachRowsByPointAndByScan() {
        fixture.run(insert(null, null, row(1, "a", 10), row(2, "b", 20), row(3, "c", 30)));
        assertThat(fixture.change(update(point(2), null, 3, plus(column(2), number(1)))))
                .isEqualTo(1);
        assertThat(fixture.change(update(point(5), null, 3, number(1)))).isZero();
        assertThat(fixture.change(update(ALL, less(column(0), number(3)), 2, Plans.text("n"))))
                .isEqualTo(2);
        assertThat(content()).containsExactly("1 n 10", "2 n 21", "3 c 30");
    }

    @Test
    void updatesOfTheKeyMoveTheRow() {
        fixture.run(insert(null, null, row(1, "a", 10), row(2, "b", 20)));
        fixture.run(update(point(2), null, 1, number(7)));
        assertThat(content()).containsExactly("1 a 10", "7 b 20");
        assertThat(fixture.refusal(update(point(7), null, 1, number(1))).detail())
                .isEqualTo("Key (c0)=(1) already exists.");
        // as in PostgreSQL each row is checked when it is written: moving up in ascending order meets the next row
        fixture.run(insert(null, null, row(2, "c", 30)));
        assertThat(fixture.refusal(update(ALL, null, 1, plus(column(0), number(1))))
                        .state())
                .isEqualTo(SqlState.UNIQUE_VIOLATION);
        fixture.run(update(new AccessPath.All(null, true), null, 1, plus(column(0), number(1))));
        assertThat(content()).containsExactly("2 a 10", "3 c 30", "8 b 20");
    }

    @Test
    void anUpdateNeverMeetsWhatItWrote() {
        fixture.run(insert(null, null, row(1, "a", 1), row(2, "b", 2)));
        fixture.run(update(ALL, null, 1, plus(column(0), number(100))));
        assertThat(content()).containsExactly("101 a 1", "102 b 2");
    }

    @Test
    void rowsThatAJoinRepeatsAreChangedOnce() {
        fixture.run(insert(null, null, row(1, "a", 10), row(2, "b", 20)));
        Plan source = readForChange(table, ALL, null);
        Plan twice = Plans.numbers(new @Nullable Integer[] {1}, new @Nullable Integer[] {1});
        Plan join = new Plan.NestedLoop(
                JoinKind.INNER,
                source,
                twice,
                equal(column(0), column(4)),
                Plans.concat(source, twice),
                Plans.ESTIMATE);
        Plan change = new Plan.Update(
                fixture.of(table),
                join,
                List.of(new ConflictAction.Assignment(3, plus(column(2), number(1)))),
                List.of(column(0), column(2), column(4)),
                columns(INT4, INT4, INT4),
                Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(change))).containsExactly("1 11 1");
        Plan removal = new Plan.Delete(fixture.of(table), join, null, List.of(), Plans.ESTIMATE);
        assertThat(fixture.change(removal)).isEqualTo(1);
        assertThat(content()).containsExactly("2 b 20");
    }

    @Test
    void deletesRemoveIndexEntries() {
        fixture.run(insert(null, null, row(1, "a", 10), row(2, "b", 20), row(3, "c", null)));
        assertThat(fixture.change(delete(point(1), null))).isEqualTo(1);
        assertThat(fixture.change(delete(ALL, less(column(2), number(25))))).isEqualTo(1);
        assertThat(content()).containsExactly("3 c -");
    }

    @Test
    void conflictsAreResolvedOrPassedOver() {
        fixture.run(insert(null, null, row(1, "a", 10), row(2, "b", 20)));
        ConflictAction nothing = new ConflictAction(List.of(), null);
        assertThat(fixture.change(
                        insert(nothing, null, row(1, "x", 11), row(3, "x", 20), row(4, "d", 40), row(4, "e", 41))))
                .isEqualTo(1);
        assertThat(content()).containsExactly("1 a 10", "2 b 20", "4 d 40");
        ConflictAction onNumber = new ConflictAction(
                List.of(byNumber.oid()),
                new ConflictAction.Update(
                        List.of(
                                new ConflictAction.Assignment(2, ref(4, TEXT)),
                                new ConflictAction.Assignment(3, plus(column(2), number(100)))),
                        less(column(0), number(4))));
        assertThat(Fixture.show(fixture.run(
                        insert(onNumber, wholeRow(), row(50, "u", 20), row(51, "v", 40), row(52, "w", 52)))))
                .containsExactly("2 u 120", "52 w 52");
    }

    @Test
    void aConflictingRowIsUpdatedOnce() {
        ConflictAction update = new ConflictAction(
                List.of(1), new ConflictAction.Update(List.of(new ConflictAction.Assignment(2, ref(4, TEXT))), null));
        SqlStateException refused = fixture.refusal(insert(update, null, row(1, "a", 1), row(1, "b", 1)));
        assertThat(refused.state()).isEqualTo(SqlState.CARDINALITY_VIOLATION);
        assertThat(refused).hasMessage("ON CONFLICT DO UPDATE command cannot affect row a second time");
        fixture.run(insert(update, null, row(1, "a", 1)));
        assertThat(fixture.change(insert(update, null, row(1, "b", 1)))).isEqualTo(1);
        assertThat(content()).containsExactly("1 b 1");
    }

    @Test
    void returningRowsComeAfterAllWorkIsDone() {
        fixture.run(insert(null, null, row(1, "a", 1), row(2, "b", 2)));
        Plan.Delete removal = new Plan.Delete(
                fixture.of(table),
                readForChange(table, ALL, null),
                wholeRow(),
                columns(INT4, TEXT, INT4),
                Plans.ESTIMATE);
        fixture.inStatement(context -> {
            try (RowCursor cursor = fixture.compiler().compile(removal).open(context)) {
                cursor.next();
                assertThat(cursor.affectedRows()).isEqualTo(2);
            }
        });
        assertThat(content()).isEmpty();
    }

    @Test
    void modifyingQueriesRunToTheirEndUnread() {
        fixture.run(insert(null, null, row(1, "a", 1), row(2, "b", 2)));
        Plan.Delete removal = new Plan.Delete(
                fixture.of(table), readForChange(table, ALL, null), List.of(column(0)), columns(INT4), Plans.ESTIMATE);
        Plan with = new Plan.With(List.of(new Plan.With.Cte(1, "d", removal, true)), Plans.series(1), Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(with))).containsExactly("1");
        assertThat(content()).isEmpty();
    }

    @Test
    void manyRandomChangesKeepTableAndIndexesTogether() {
        Random random = new Random(SEED);
        Map<Integer, @Nullable Object[]> model = new TreeMap<>();
        for (int round = 0; round < 300; round++) {
            int id = random.nextInt(40);
            Integer number = random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(60));
            String text = "t" + random.nextInt(5);
            boolean taken = number != null && model.values().stream().anyMatch(row -> number.equals(row[2]));
            switch (random.nextInt(4)) {
                case 0 -> {
                    boolean refused = refused(insert(null, null, row(id, text, number)));
                    assertThat(refused).as("seed " + SEED).isEqualTo(model.containsKey(id) || taken);
                    if (!refused) {
                        model.put(id, row(id, text, number));
                    }
                }
                case 1 -> {
                    @Nullable Object[] old = model.get(id);
                    boolean same = old != null && number != null && number.equals(old[2]);
                    boolean refused = refused(update(point(id), null, 3, number(number)));
                    assertThat(refused).as("seed " + SEED).isEqualTo(old != null && taken && !same);
                    if (!refused && old != null) {
                        model.put(id, row(id, (String) old[1], number));
                    }
                }
                case 2 -> {
                    int moved = random.nextInt(40);
                    boolean refused = refused(update(point(id), null, 1, number(moved)));
                    assertThat(refused).isEqualTo(model.containsKey(id) && moved != id && model.containsKey(moved));
                    @Nullable Object[] old = refused ? null : model.remove(id);
                    if (old != null) {
                        model.put(moved, row(moved, (String) old[1], (Integer) old[2]));
                    }
                }
                default -> {
                    fixture.run(delete(point(id), null));
                    model.remove(id);
                }
            }
        }
        assertThat(content()).as("seed " + SEED).isEqualTo(Fixture.show(new ArrayList<>(model.values())));
    }

    private boolean refused(Plan plan) {
        try {
            fixture.run(plan);
            return false;
        } catch (SqlStateException e) {
            assertThat(e.state()).isEqualTo(SqlState.UNIQUE_VIOLATION);
            return true;
        }
    }

    @Test
    void keysOfMoreThanAFewKilobytesAreRefused() {
        Table named = table(5, List.of(1), TEXT);
        fixture.define(named);
        Plan large = new Plan.Insert(
                fixture.of(named),
                values(readAll(named).columns(), List.<@Nullable Object[]>of(new @Nullable Object[] {"x".repeat(9000)
                })),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
        assertThat(fixture.refusal(large).state()).isEqualTo(SqlState.PROGRAM_LIMIT_EXCEEDED);
    }

    @Test
    void lockedRowsAreHandedOut() {
        fixture.run(insert(null, null, row(1, "a", 1), row(2, "b", 2)));
        for (AccessPath path : List.of(point(1), ALL)) {
            Plan read = readForChange(table, path, null);
            Plan lock = new Plan.LockRows(
                    read,
                    List.of(new io.trefoil.sql.engine.algebra.Rel.LockRows.Target(
                            table,
                            3,
                            io.trefoil.sql.engine.algebra.LockStrength.UPDATE,
                            io.trefoil.sql.engine.algebra.LockWait.BLOCK)),
                    Plans.ESTIMATE);
            assertThat(fixture.run(lock)).hasSize(path == ALL ? 2 : 1);
        }
    }
}
