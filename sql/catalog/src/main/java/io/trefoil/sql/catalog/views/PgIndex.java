package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.types.SqlArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** pg_index: what pg_class does not say about indexes. */
final class PgIndex {
    /** Bits of indoption. */
    private static final int DESCENDING = 1;

    private static final int NULLS_FIRST = 2;

    static final ViewDefinition<Index> VIEW = ViewDefinition.of("pg_index", scope -> scope.relations(Index.class))
            .withBuiltinRows()
            .column("indexrelid", Index::oid)
            .column("indrelid", Index::tableOid)
            .column(
                    "indnatts",
                    index -> SqlValues.int2(
                            index.keys().size() + index.included().size()))
            .column("indnkeyatts", index -> SqlValues.int2(index.keys().size()))
            .column("indisunique", (scope, index) -> index.unique() || isDeferrable(scope, index))
            .column("indnullsnotdistinct", Index::nullsNotDistinct)
            .column("indisprimary", Index::primary)
            .constant("indisexclusion", false)
            .column("indimmediate", (scope, index) -> !isDeferrable(scope, index))
            .constant("indisclustered", false)
            .column("indisvalid", Index::valid)
            .constant("indcheckxmin", false)
            .column("indisready", Index::ready)
            .constant("indislive", true)
            .constant("indisreplident", false)
            .column("indkey", index -> SqlValues.int2Vector(columns(index)))
            .column(
                    "indcollation",
                    (scope, index) -> keys(
                            index,
                            key -> key.typeOid() == 0
                                    ? 0
                                    : scope.type(key.typeOid()).collation()))
            .column("indclass", index -> keys(index, Index.Key::opclassOid))
            .column(
                    "indoption",
                    index -> SqlValues.int2Vector(
                            index.keys().stream().map(PgIndex::option).toList()))
            .column("indexprs", PgIndex::expressions)
            .column("indpred", Index::predicateSql);

    private PgIndex() {}

    private static boolean isDeferrable(ViewScope scope, Index index) {
        return scope.snapshot().table(index.tableOid()).stream()
                .flatMap(table -> table.constraints().stream())
                .anyMatch(constraint ->
                        constraint instanceof Constraint.Key key && key.indexOid() == index.oid() && key.deferrable());
    }

    private static List<Integer> columns(Index index) {
        List<Integer> columns = new ArrayList<>();
        index.keys().forEach(key -> columns.add(key.column()));
        columns.addAll(index.included());
        return columns;
    }

    private static SqlArray keys(Index index, Function<Index.Key, Integer> part) {
        return SqlValues.oidVector(index.keys().stream().map(part).toList());
    }

    private static int option(Index.Key key) {
        return (key.descending() ? DESCENDING : 0) | (key.nullsFirst() ? NULLS_FIRST : 0);
    }

    private static @Nullable String expressions(Index index) {
        List<String> expressions = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            if (key.expressionSql() != null) {
                expressions.add(key.expressionSql());
            }
        }
        return expressions.isEmpty() ? null : String.join(", ", expressions);
    }
}
