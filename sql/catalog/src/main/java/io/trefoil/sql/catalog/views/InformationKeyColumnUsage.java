package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** information_schema.key_column_usage: columns of primary, unique and foreign keys. */
final class InformationKeyColumnUsage {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("key_column_usage", InformationKeyColumnUsage::entries)
            .column("constraint_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "constraint_schema",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("constraint_name", entry -> entry.constraint().constraint().name())
            .column("table_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "table_schema",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("table_name", entry -> entry.table().name())
            .column(
                    "column_name",
                    entry -> entry.table()
                            .column(entry.constraint().columns().get(entry.position() - 1))
                            .name())
            .column("ordinal_position", Entry::position)
            .column("position_in_unique_constraint", InformationKeyColumnUsage::positionInReferenced);

    /** A column by its place in the key, counted from 1. */
    record Entry(Table table, ConstraintEntry constraint, int position) {}

    private InformationKeyColumnUsage() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (ConstraintEntry constraint : ConstraintEntry.ofTables(scope)) {
            Table table = constraint.table();
            if (table != null
                    && !(constraint.constraint() instanceof Constraint.Check)
                    && (scope.rights().owns(table.ownerOid()) || scope.rights().hasAny(table, Privilege.ALL_TABLE))) {
                for (int position = 1; position <= constraint.columns().size(); position++) {
                    entries.add(new Entry(table, constraint, position));
                }
            }
        }
        return entries;
    }

    /** Where the column that a foreign key's column refers to stands in the key it belongs to. */
    private static @Nullable Integer positionInReferenced(ViewScope scope, Entry entry) {
        Constraint.ForeignKey key = entry.constraint().foreignKey();
        if (key == null || !(scope.snapshot().relation(key.referencedIndexOid()).orElse(null) instanceof Index index)) {
            return null;
        }
        int referenced = key.referencedColumns().get(entry.position() - 1);
        for (int i = 0; i < index.keys().size(); i++) {
            if (index.keys().get(i).column() == referenced) {
                return i + 1;
            }
        }
        return null;
    }
}
