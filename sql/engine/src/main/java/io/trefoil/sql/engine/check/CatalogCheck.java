package io.trefoil.sql.engine.check;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.storage.CounterStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Do the catalog's objects find each other, does every key space have one owner, and are numbers that were given out behind
 * the counters they came from?
 */
public final class CatalogCheck {
    private final CatalogSnapshot catalog;
    private final CounterStore counters;
    private final CheckReport report;
    private final Map<Integer, String> spaces = new HashMap<>();

    public CatalogCheck(CatalogSnapshot catalog, CounterStore counters, CheckReport report) {
        this.catalog = catalog;
        this.counters = counters;
        this.report = report;
    }

    public void run() {
        report.begin("catalog");
        List<CatalogObject> objects = catalog.objects().stream()
                .sorted(Comparator.comparingInt(CatalogObject::oid))
                .toList();
        for (CatalogObject object : objects) {
            switch (object) {
                case Schema schema ->
                    require(
                            catalog.databases().stream().anyMatch(database -> database.oid() == schema.databaseOid()),
                            "schema \"" + schema.name() + "\" is of no database");
                case Relation relation -> relation(relation);
                default -> {
                    // databases, roles, types and extensions stand alone
                }
            }
        }
        counters(objects);
    }

    private void relation(Relation relation) {
        String name = name(relation);
        require(catalog.schema(relation.schemaOid()).isPresent(), name + " is of no schema");
        require(catalog.find(relation.ownerOid()).orElse(null) instanceof Role, name + " has no owner");
        switch (relation) {
            case Table table -> table(table, name);
            case Index index -> index(index, name);
            case Sequence sequence ->
                require(
                        sequence.ownedByTable() == 0
                                || catalog.table(sequence.ownedByTable()).isPresent(),
                        name + " belongs to a column of no table");
            default -> {
                // views are text, bound again at every use
            }
        }
    }

    private void table(Table table, String name) {
        own(table.spaceId(), name);
        for (int oid : table.indexes()) {
            require(
                    catalog.find(oid).orElse(null) instanceof Index index && index.tableOid() == table.oid(),
                    name + " names an index that is not there (OID " + oid + ")");
        }
        for (Constraint constraint : table.constraints()) {
            Integer index = constraint.indexOidOrNull();
            require(
                    index == null || table.indexes().contains(index),
                    "constraint \"" + constraint.name() + "\" of " + name + " has no index");
            if (constraint instanceof Constraint.ForeignKey key) {
                require(
                        catalog.table(key.referencedTableOid()).isPresent(),
                        "foreign key \"" + key.name() + "\" of " + name + " points at no table");
            }
        }
    }

    private void index(Index index, String name) {
        if (index.spaceId() != 0) {
            own(index.spaceId(), name);
        }
        require(
                catalog.table(index.tableOid())
                        .map(table -> table.indexes().contains(index.oid()))
                        .orElse(false),
                name + " is of no table");
    }

    private void own(int space, String name) {
        String other = spaces.put(space, name);
        require(other == null, name + " and " + other + " have the same key space " + space);
    }

    private void counters(List<CatalogObject> objects) {
        OptionalLong nextOid = counters.find(CatalogStore.OID_COUNTER);
        for (CatalogObject object : objects) {
            require(
                    object.oid() < CatalogStore.FIRST_USER_OID
                            || nextOid.isPresent() && Integer.toUnsignedLong(object.oid()) < nextOid.getAsLong(),
                    "OID " + Integer.toUnsignedString(object.oid()) + " is in use but not yet given out");
        }
        OptionalLong nextSpace = counters.find(CounterStore.SPACES);
        spaces.forEach((space, name) -> require(
                nextSpace.isPresent() && Integer.toUnsignedLong(space) < nextSpace.getAsLong(),
                "key space " + Integer.toUnsignedString(space) + " of " + name + " is in use but not yet given out"));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            report.problem(otherwise);
        }
    }

    private static String name(Relation relation) {
        String kind = switch (relation.kind()) {
            case 'r' -> "table";
            case 'i' -> "index";
            case 'S' -> "sequence";
            default -> "relation";
        };
        return kind + " \"" + relation.name() + "\"";
    }
}
