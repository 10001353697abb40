package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import org.jspecify.annotations.Nullable;

/** Constraints with the tables they are on. */
final class TableConstraints {
    private TableConstraints() {}

    /** A constraint and its table. */
    record Entry(Table table, Constraint constraint) {}

    /** The constraint with this OID; null when no user's table has it. */
    static @Nullable Entry find(CatalogSnapshot snapshot, int oid) {
        for (CatalogObject object : snapshot.objects()) {
            if (object instanceof Table table) {
                for (Constraint constraint : table.constraints()) {
                    if (constraint.oid() == oid) {
                        return new Entry(table, constraint);
                    }
                }
            }
        }
        return null;
    }
}
