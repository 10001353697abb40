package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** trefoil_catalog.locks: the lock table as it is, with every locked row. */
final class StoreLockRows {
    private StoreLockRows() {}

    static List<@Nullable Object[]> of(SharedEngine engine, CatalogSnapshot catalog, StatisticsRights rights) {
        Map<String, Backend> readable = new HashMap<>();
        for (Backend backend : Backend.all(engine)) {
            String user = backend.state().request().user();
            if (rights.mayRead(catalog.role(user).map(Role::oid).orElse(0))) {
                readable.put(Backend.label(backend.processId()), backend);
            }
        }
        Map<Integer, Integer> relations = relationsOfSpaces(catalog);
        long nowMicros = Clock.nowMicros();
        long nowNanos = System.nanoTime();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (LockInfo lock : engine.store().locks()) {
            Backend owner = readable.get(lock.label());
            boolean prepared = lock.label().equals(PreparedTransaction.LABEL) && rights.mayReadAll();
            if (owner == null && !prepared) {
                continue;
            }
            Integer relation = relations.get(lock.space());
            @Nullable
            Object[] row = {
                type(lock),
                lock.transaction() == 0 ? null : (Object) lock.transaction(),
                owner == null ? null : (Object) owner.processId(),
                relation == null ? null : database(catalog, relation),
                relation,
                Integer.toUnsignedLong(lock.space()),
                lock.key(),
                mode(lock),
                lock.granted(),
                TransactionRows.micros(lock.sinceNanos(), nowMicros, nowNanos),
                lock.granted() || owner == null
                        ? null
                        : SqlArray.of(SqlTypes.INT4, owner.blockers().toArray())
            };
            rows.add(row);
        }
        return rows;
    }

    /** The tables and indexes whose entries are in the spaces. */
    static Map<Integer, Integer> relationsOfSpaces(CatalogSnapshot catalog) {
        Map<Integer, Integer> relations = new HashMap<>();
        for (CatalogObject object : catalog.objects()) {
            if (object instanceof Table table) {
                relations.put(table.spaceId(), table.oid());
            } else if (object instanceof Index index && index.spaceId() != 0) {
                relations.put(index.spaceId(), index.oid());
            }
        }
        return relations;
    }

    static @Nullable Integer database(CatalogSnapshot catalog, int relation) {
        return catalog.relation(relation)
                .map(Relation::schemaOid)
                .flatMap(catalog::schema)
                .map(Schema::databaseOid)
                .orElse(null);
    }

    static String type(LockInfo lock) {
        if (lock.space() == Spaces.ADVISORY) {
            return "advisory";
        }
        if (lock.key() == null) {
            return "relation";
        }
        return lock.space() == Spaces.CATALOG ? "definition" : "row";
    }

    private static String mode(LockInfo lock) {
        return lock.keyMode() != null
                ? words(lock.keyMode())
                : lock.spaceModes().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(StoreLockRows::words)
                        .collect(Collectors.joining(", "));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
