package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** information_schema.referential_constraints: foreign keys with the key they refer to and their actions. */
final class InformationReferentialConstraints {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of(
                    "referential_constraints", InformationReferentialConstraints::entries)
            .column("constraint_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "constraint_schema",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("constraint_name", entry -> entry.key().name())
            .column(
                    "unique_constraint_catalog",
                    (scope, entry) -> entry.referenced() == null ? null : scope.databaseName())
            .column(
                    "unique_constraint_schema",
                    (scope, entry) -> entry.referenced() == null
                            ? null
                            : scope.schemaName(entry.referenced().schemaOid()))
            .column("unique_constraint_name", InformationReferentialConstraints::referencedKey)
            .column("match_option", entry -> entry.key().match() == 'f' ? "FULL" : "NONE")
            .column("update_rule", entry -> rule(entry.key().onUpdate()))
            .column("delete_rule", entry -> rule(entry.key().onDelete()));

    /** A foreign key between two tables. */
    record Entry(
            Table table,
            Constraint.ForeignKey key,
            @Nullable Table referenced) {}

    private InformationReferentialConstraints() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key
                        && InformationTableConstraints.isVisible(scope, table)) {
                    entries.add(new Entry(
                            table,
                            key,
                            scope.snapshot().table(key.referencedTableOid()).orElse(null)));
                }
            }
        }
        return entries;
    }

    private static @Nullable String referencedKey(Entry entry) {
        Table referenced = entry.referenced();
        if (referenced != null) {
            for (Constraint constraint : referenced.constraints()) {
                if (constraint instanceof Constraint.Key key
                        && key.indexOid() == entry.key().referencedIndexOid()) {
                    return key.name();
                }
            }
        }
        return null;
    }

    private static String rule(char action) {
        return switch (action) {
            case 'c' -> "CASCADE";
            case 'n' -> "SET NULL";
            case 'd' -> "SET DEFAULT";
            case 'r' -> "RESTRICT";
            default -> "NO ACTION";
        };
    }
}
