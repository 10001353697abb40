package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.plus;
import static io.trefoil.sql.engine.execute.Plans.values;
import static io.trefoil.sql.engine.execute.Tables.index;
import static io.trefoil.sql.engine.execute.Tables.readAll;
import static io.trefoil.sql.engine.execute.Tables.readForChange;
import static io.trefoil.sql.engine.execute.Tables.table;
import static io.trefoil.sql.engine.execute.Tables.withConstraints;
import static io.trefoil.sql.engine.execute.Tables.withIndexes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign keys from child (id, parent) to parent (id), with and without an index on the pointing column. */
class ForeignKeyTest {
    private final Fixture fixture = new Fixture();
    private Table parent = table(1, List.of(1), SqlTypes.INT8, INT4);
    private Table child = table(2, List.of(1), INT4, INT4);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void define(char onDelete, char onUpdate, boolean indexed) {
        List<Column> columns = new ArrayList<>(child.columns());
        columns.set(1, columns.get(1).withDefault("7"));
        child = withConstraints(
                child.withColumns(columns),
                new Constraint.ForeignKey(
                        90,
                        "child_fk",
                        List.of(2),
                        parent.oid(),
                        List.of(1),
                        0,
                        onUpdate,
                        onDelete,
                        List.of(),
                        's',
                        false,
                        false,
                        true));
        Index index = index(21, child, false, List.of(), 2);
        if (indexed) {
            child = withIndexes(child, index);
            fixture.define(parent, child, index);
        } else {
            fixture.define(parent, child);
        }
        insertParents(1L, 2L, 7L);
    }

    private void insertParents(Long... keys) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Long key : keys) {
            rows.add(new @Nullable Object[] {key, 0});
        }
        fixture.run(new Plan.Insert(
                fixture.of(parent), values(readAll(parent).columns(), rows), null, null, List.of(), Plans.ESTIMATE));
    }

    private Plan insertChildren(@Nullable Integer[]... rows) {
        return new Plan.Insert(
                fixture.of(child),
                values(readAll(child).columns(), Arrays.asList(rows)),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
    }

    private static AccessPath key(Scalar value) {
        return new AccessPath.Point(null, List.of(value));
    }

    private Plan deleteParent(long id) {
        return new Plan.Delete(
                fixture.of(parent),
                readForChange(parent, key(Plans.constant(id, SqlTypes.INT8)), null),
                null,
                List.of(),
                Plans.ESTIMATE);
    }

    private Plan moveParent(long id, long to) {
        return new Plan.Update(
                fixture.of(parent),
                readForChange(parent, key(Plans.constant(id, SqlTypes.INT8)), null),
                List.of(new ConflictAction.Assignment(1, Plans.constant(to, SqlTypes.INT8))),
                null,
                List.of(),
                Plans.ESTIMATE);
    }

    private List<String> children() {
        return Fixture.show(fixture.run(readAll(child)));
    }

    @Test
    void newRowsMustPointAtARow() {
        define('a', 'a', false);
        fixture.run(insertChildren(new @Nullable Integer[] {1, 1}, new @Nullable Integer[] {2, null}));
        SqlStateException refused = fixture.refusal(insertChildren(new @Nullable Integer[] {3, 5}));
        assertThat(refused.state()).isEqualTo(SqlState.FOREIGN_KEY_VIOLATION);
        assertThat(refused).hasMessage("insert or update on table \"t2\" violates foreign key constraint \"child_fk\"");
        assertThat(refused.detail()).isEqualTo("Key (c1)=(5) is not present in table \"t1\".");
        Plan update = new Plan.Update(
                fixture.of(child),
                readForChange(child, key(number(1)), null),
                List.of(new ConflictAction.Assignment(2, plus(column(1), number(2)))),
                null,
                List.of(),
                Plans.ESTIMATE);
        assertThat(fixture.refusal(update).detail()).isEqualTo("Key (c1)=(3) is not present in table \"t1\".");
        assertThat(children()).containsExactly("1 1", "2 -");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsThatAreReferredToStay(boolean indexed) {
        define('a', 'r', indexed);
        fixture.run(insertChildren(new @Nullable Integer[] {1, 1}));
        SqlStateException refused = fixture.refusal(deleteParent(1));
        assertThat(refused)
                .hasMessage("update or delete on table \"t1\" violates foreign key constraint \"child_fk\" on table"
                        + " \"t2\"");
        assertThat(refused.detail()).isEqualTo("Key (c0)=(1) is still referenced from table \"t2\".");
        assertThat(fixture.refusal(moveParent(1, 5)).state()).isEqualTo(SqlState.FOREIGN_KEY_VIOLATION);
        fixture.run(deleteParent(2));
        fixture.run(new Plan.Delete(
                fixture.of(child), readForChange(child, key(number(1)), null), null, List.of(), Plans.ESTIMATE));
        fixture.run(deleteParent(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void actionsCascade(boolean indexed) {
        define('c', 'c', indexed);
        fixture.run(insertChildren(
                new @Nullable Integer[] {1, 1}, new @Nullable Integer[] {2, 2}, new @Nullable Integer[] {3, 1}));
        fixture.run(moveParent(2, 9));
        assertThat(children()).containsExactly("1 1", "2 9", "3 1");
        fixture.run(deleteParent(1));
        assertThat(children()).containsExactly("2 9");
    }

    @Test
    void actionsSetNullOrTheDefault() {
        define('n', 'd', true);
        fixture.run(insertChildren(new @Nullable Integer[] {1, 1}, new @Nullable Integer[] {2, 2}));
        fixture.run(deleteParent(1));
        fixture.run(moveParent(2, 3));
        assertThat(children()).containsExactly("1 -", "2 7");
        fixture.run(insertChildren(new @Nullable Integer[] {5, 3}));
        fixture.run(deleteParent(7));
        assertThat(children()).containsExactly("1 -", "2 -", "5 3");
    }

    @Test
    void aTableMayPointAtItself() {
        Table tree = table(3, List.of(1), INT4, INT4);
        tree = withConstraints(
                tree,
                new Constraint.ForeignKey(
                        91,
                        "tree_fk",
                        List.of(2),
                        tree.oid(),
                        List.of(1),
                        0,
                        'a',
                        'c',
                        List.of(),
                        's',
                        false,
                        false,
                        true));
        fixture.define(tree);
        Plan insert = new Plan.Insert(
                fixture.of(tree),
                values(
                        readAll(tree).columns(),
                        List.<@Nullable Object[]>of(
                                new @Nullable Object[] {3, 2},
                                new @Nullable Object[] {2, 1},
                                new @Nullable Object[] {1, 1},
                                new @Nullable Object[] {9, 9})),
                null,
                null,
                List.of(),
                Plans.ESTIMATE);
        fixture.run(insert);
        fixture.run(new Plan.Delete(
                fixture.of(tree), readForChange(tree, key(number(1)), null), null, List.of(), Plans.ESTIMATE));
        assertThat(Fixture.show(fixture.run(readAll(tree)))).containsExactly("9 9");
    }
}
