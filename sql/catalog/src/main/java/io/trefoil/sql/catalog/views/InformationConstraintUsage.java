package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** information_schema.constraint_column_usage and constraint_table_usage: what the constraints of one's tables need. */
final class InformationConstraintUsage {
    static final ViewDefinition<Entry> COLUMNS = usage("constraint_column_usage", InformationConstraintUsage::columns)
            .column(
                    "column_name",
                    (scope, entry) -> entry.used().column(entry.column()).name());

    static final ViewDefinition<Entry> TABLES = usage("constraint_table_usage", InformationConstraintUsage::tables);

    /**
     * Something that a constraint uses.
     *
     * @param used the table: the referenced one for a foreign key, else the constraint's own
     * @param column its column, 0 when only the table is meant
     */
    record Entry(Table table, Constraint constraint, Table used, int column) {}

    private InformationConstraintUsage() {}

    private static ViewDefinition<Entry> usage(String view, Function<ViewScope, List<Entry>> source) {
        return ViewDefinition.of(view, source)
                .column("table_catalog", (scope, entry) -> scope.databaseName())
                .column(
                        "table_schema",
                        (scope, entry) -> scope.schemaName(entry.used().schemaOid()))
                .column("table_name", entry -> entry.used().name())
                .column("constraint_catalog", (scope, entry) -> scope.databaseName())
                .column(
                        "constraint_schema",
                        (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
                .column("constraint_name", entry -> entry.constraint().name());
    }

    private static List<Entry> columns(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            for (Constraint constraint : table.constraints()) {
                Table used = usedBy(scope, table, constraint);
                if (used != null && scope.rights().owns(used.ownerOid())) {
                    for (int column : columnsUsedBy(constraint)) {
                        entries.add(new Entry(table, constraint, used, column));
                    }
                }
            }
        }
        return entries;
    }

    private static List<Entry> tables(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            for (Constraint constraint : table.constraints()) {
                Table used = usedBy(scope, table, constraint);
                if (used != null
                        && !(constraint instanceof Constraint.Check)
                        && scope.rights().owns(used.ownerOid())) {
                    entries.add(new Entry(table, constraint, used, 0));
                }
            }
        }
        return entries;
    }

    private static @Nullable Table usedBy(ViewScope scope, Table table, Constraint constraint) {
        return constraint instanceof Constraint.ForeignKey key
                ? scope.snapshot().table(key.referencedTableOid()).orElse(null)
                : table;
    }

    private static List<Integer> columnsUsedBy(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Key key -> key.columns();
            case Constraint.Check check -> check.columns();
            case Constraint.ForeignKey key -> key.referencedColumns();
        };
    }
}
