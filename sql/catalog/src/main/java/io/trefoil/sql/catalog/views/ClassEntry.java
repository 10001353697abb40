package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different about the kinds of relations in pg_class.
 *
 * @param kind relkind
 * @param statistics what ANALYZE found, null if it never ran
 */
record ClassEntry(
        int oid,
        String name,
        int namespace,
        int owner,
        char kind,
        int rowType,
        int accessMethod,
        int columns,
        @Nullable Table table,
        @Nullable TableStatistics statistics,
        @Nullable Acl acl) {

    private static final int HEAP = 2;
    private static final int SEQUENCE_COLUMNS = 3;

    /** Tables, indexes, sequences, views and composite types of users. */
    static List<ClassEntry> all(ViewScope scope) {
        List<ClassEntry> entries = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            entries.add(of(scope, relation));
        }
        for (UserType type : scope.userTypes()) {
            if (type.kind() == 'c') {
                entries.add(new ClassEntry(
                        type.oid(),
                        type.name(),
                        type.schemaOid(),
                        type.ownerOid(),
                        'c',
                        type.oid(),
                        0,
                        type.fields().size(),
                        null,
                        null,
                        null));
            }
        }
        return entries;
    }

    private static ClassEntry of(ViewScope scope, Relation relation) {
        TableStatistics statistics = scope.snapshot().statistics(relation.oid()).orElse(null);
        return switch (relation) {
            case Table table ->
                of(table, table.rowTypeOid(), HEAP, table.columns().size(), table, statistics);
            case Index index ->
                of(
                        index,
                        0,
                        accessMethod(index.method()),
                        index.keys().size() + index.included().size(),
                        null,
                        statistics);
            case Sequence sequence -> of(sequence, 0, 0, SEQUENCE_COLUMNS, null, null);
            case View view -> of(view, view.rowTypeOid(), 0, view.columns().size(), null, null);
        };
    }

    private static ClassEntry of(
            Relation relation,
            int rowType,
            int accessMethod,
            int columns,
            @Nullable Table table,
            @Nullable TableStatistics statistics) {
        return new ClassEntry(
                relation.oid(),
                relation.name(),
                relation.schemaOid(),
                relation.ownerOid(),
                relation.kind(),
                rowType,
                accessMethod,
                columns,
                table,
                statistics,
                relation.acl());
    }

    /** pg_am.oid of an index method; 0 for one that PostgreSQL does not have. */
    static int accessMethod(String name) {
        return CatalogNames.builtinOid("pg_am", "amname", name);
    }

    boolean hasStorage() {
        return kind == 'r' || kind == 'i' || kind == 'S';
    }

    /** relpersistence: p, u or t. */
    char persistence() {
        return table == null
                ? 'p'
                : switch (table.persistence()) {
                    case PERMANENT -> 'p';
                    case UNLOGGED -> 'u';
                    case TEMPORARY -> 't';
                };
    }

    long checks() {
        return table == null
                ? 0
                : table.constraints().stream()
                        .filter(Constraint.Check.class::isInstance)
                        .count();
    }
}
