package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.plan.RelShape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tables that a statement writes to or locks rows of, with those that foreign keys lead to from there (cascades): their
 * definitions must not change between planning and the end of the transaction.
 */
final class WrittenTables {
    private WrittenTables() {}

    /** Key spaces of the tables, to be locked against definitions before the statement runs. */
    static int[] spaces(Rel rel, CatalogSnapshot catalog) {
        Map<Integer, Table> tables = new LinkedHashMap<>();
        collect(rel, catalog, tables);
        return tables.values().stream().mapToInt(Table::spaceId).toArray();
    }

    private static void collect(Rel rel, CatalogSnapshot catalog, Map<Integer, Table> tables) {
        switch (rel) {
            case Rel.Insert insert ->
                tables.put(insert.target().table().oid(), insert.target().table());
            case Rel.Update update -> addWithReferencing(update.target().table(), catalog, tables);
            case Rel.Delete delete -> addWithReferencing(delete.target().table(), catalog, tables);
            case Rel.Merge merge -> addWithReferencing(merge.target().table(), catalog, tables);
            case Rel.LockRows lock ->
                lock.targets().forEach(target -> tables.put(target.table().oid(), target.table()));
            default -> {}
        }
        RelShape.inputs(rel).forEach(input -> collect(input, catalog, tables));
    }

    private static void addWithReferencing(Table table, CatalogSnapshot catalog, Map<Integer, Table> tables) {
        if (tables.put(table.oid(), table) != null) {
            return;
        }
        for (CatalogSnapshot.Reference reference : catalog.references(table.oid())) {
            addWithReferencing(reference.table(), catalog, tables);
        }
    }

    /** Whether a plan made for one catalog that writes to these spaces is right in another one, too. */
    static boolean same(int[] spaces, CatalogSnapshot planned, CatalogSnapshot now) {
        for (int space : spaces) {
            Map<Integer, Table> before = closure(space, planned);
            Map<Integer, Table> after = closure(space, now);
            if (!before.equals(after) || !sameIndexes(before.values(), planned, now)) {
                return false;
            }
        }
        return true;
    }

    private static Map<Integer, Table> closure(int space, CatalogSnapshot catalog) {
        Map<Integer, Table> tables = new LinkedHashMap<>();
        for (var object : catalog.objects()) {
            if (object instanceof Table table && table.spaceId() == space) {
                addWithReferencing(table, catalog, tables);
            }
        }
        return tables;
    }

    private static boolean sameIndexes(Collection<Table> tables, CatalogSnapshot planned, CatalogSnapshot now) {
        return tables.stream().allMatch(table -> planned.indexes(table).equals(now.indexes(table)));
    }
}
