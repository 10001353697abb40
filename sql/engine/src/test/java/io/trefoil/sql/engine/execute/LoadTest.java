package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.modulo;
import static io.trefoil.sql.engine.execute.Plans.project;
import static io.trefoil.sql.engine.execute.Plans.series;
import static io.trefoil.sql.engine.execute.Tables.index;
import static io.trefoil.sql.engine.execute.Tables.readAll;
import static io.trefoil.sql.engine.execute.Tables.table;
import static io.trefoil.sql.engine.execute.Tables.withIndexes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.change.BulkWriter;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loading, index builds and rewriting, with little memory so that they sort on disk. */
class LoadTest {
    private final Fixture fixture = new Fixture().workMemory(2000);
    private final Table heap = table(1, List.of(), INT4, TEXT);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void fillHeap(int rows) {
        fixture.define(heap);
        Scalar asText = new Scalar.CoerceViaText(modulo(column(0), 10), TEXT, -1);
        fixture.run(new Plan.Insert(
                fixture.of(heap), project(series(rows), column(0), asText), null, null, List.of(), Plans.ESTIMATE));
    }

    @Test
    void indexesAreBuiltOverRowsThatAreThere() {
        fillHeap(500);
        Index byText = index(11, heap, false, List.of(), -2, 1);
        Table indexed = withIndexes(heap, byText);
        fixture.define(indexed, byText);
        fixture.inStatement(context -> assertThat(fixture.compiler().loads().buildIndexes(fixture.of(indexed), context))
                .isEqualTo(500));
        Plan read = Tables.read(indexed, new Plan.AccessPath.All(byText, false), List.of(2, 1), false, null, true);
        List<String> rows = Fixture.show(fixture.run(read));
        assertThat(rows).hasSize(500).startsWith("9 9", "9 19").endsWith("0 490", "0 500");
    }

    @Test
    void uniqueIndexesAreNotBuiltOverEqualRows() {
        fillHeap(50);
        Index unique = index(12, heap, true, List.of(), 2);
        Table indexed = withIndexes(heap, unique);
        fixture.define(indexed, unique);
        assertThatThrownBy(() -> fixture.inStatement(
                        context -> fixture.compiler().loads().buildIndexes(fixture.of(indexed), context)))
                .isInstanceOfSatisfying(SqlStateException.class, e -> {
                    assertThat(e.state()).isEqualTo(SqlState.UNIQUE_VIOLATION);
                    assertThat(e).hasMessage("could not create unique index \"i12\"");
                    assertThat(e.detail()).isEqualTo("Key (c1)=(0) is duplicated.");
                });
    }

    @Test
    void tablesAreRewrittenUnderAnotherKey() {
        fillHeap(300);
        Table keyed = heap.withStorage(heap.spaceId() + 5000, List.of(1));
        fixture.define(keyed);
        fixture.inStatement(
                context -> assertThat(fixture.compiler().loads().rewrite(heap, fixture.of(keyed), row -> row, context))
                        .isEqualTo(300));
        assertThat(fixture.run(readAll(keyed))).hasSize(300);
        Table byText = heap.withStorage(heap.spaceId() + 6000, List.of(2));
        fixture.define(byText);
        assertThatThrownBy(() -> fixture.inStatement(
                        context -> fixture.compiler().loads().rewrite(heap, fixture.of(byText), row -> row, context)))
                .isInstanceOf(SqlStateException.class)
                .hasMessage("could not create unique index \"t1_pkey\"");
        Table changed = heap.withStorage(heap.spaceId() + 7000, List.of());
        fixture.define(changed);
        fixture.inStatement(context -> fixture.compiler()
                .loads()
                .rewrite(
                        heap,
                        fixture.of(changed),
                        row -> new @Nullable Object[] {2 * (Integer) row[0], row[1]},
                        context));
        assertThat(Fixture.show(fixture.run(readAll(changed)))).hasSize(300).startsWith("2 1", "4 2");
    }

    @Test
    void rowsAreLoadedIntoTablesInUse() {
        Table keyed = table(2, List.of(1), INT4, TEXT);
        fixture.define(keyed);
        fixture.inStatement(context -> {
            try (BulkWriter writer = fixture.compiler().loads().inserting(fixture.of(keyed), context)) {
                for (int i = 0; i < 100; i++) {
                    writer.add(new @Nullable Object[] {i, "x"});
                }
                assertThat(writer.finish()).isEqualTo(100);
            }
        });
        assertThat(fixture.run(readAll(keyed))).hasSize(100);
        assertThatThrownBy(() -> fixture.inStatement(context -> {
                    try (BulkWriter writer = fixture.compiler().loads().inserting(fixture.of(keyed), context)) {
                        writer.add(new @Nullable Object[] {50, "again"});
                    }
                }))
                .isInstanceOf(SqlStateException.class);
    }
}
