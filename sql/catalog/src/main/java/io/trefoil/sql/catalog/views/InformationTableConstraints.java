package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** information_schema.table_constraints: constraints of users' tables, NOT NULL among them as a CHECK. */
final class InformationTableConstraints {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of(
                    "table_constraints", InformationTableConstraints::entries)
            .column("constraint_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "constraint_schema",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("constraint_name", Entry::name)
            .column("table_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "table_schema",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("table_name", entry -> entry.table().name())
            .column("constraint_type", Entry::type)
            .column(
                    "is_deferrable",
                    entry -> SqlValues.yesOrNo(
                            entry.source() != null && entry.source().deferrable()))
            .column(
                    "initially_deferred",
                    entry -> SqlValues.yesOrNo(
                            entry.source() != null && entry.source().initiallyDeferred()))
            .constant("enforced", "YES")
            .column("nulls_distinct", InformationTableConstraints::nullsDistinct);

    /**
     * A constraint or a NOT NULL column.
     *
     * @param source null for NOT NULL, which has no row of its own in pg_constraint
     * @param clause the condition of a CHECK or NOT NULL as information_schema.check_constraints shows it
     */
    record Entry(
            Table table,
            String name,
            String type,
            @Nullable String clause,
            @Nullable ConstraintEntry source) {}

    private InformationTableConstraints() {}

    static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            if (!isVisible(scope, table)) {
                continue;
            }
            for (Constraint constraint : table.constraints()) {
                ConstraintEntry source = new ConstraintEntry(table, null, constraint);
                String clause = constraint instanceof Constraint.Check check ? "(" + check.expressionSql() + ")" : null;
                entries.add(new Entry(table, constraint.name(), type(constraint), clause, source));
            }
            for (Column column : table.columns()) {
                if (column.notNull() && !column.dropped()) {
                    String name = table.schemaOid() + "_" + table.oid() + "_" + column.number() + "_not_null";
                    entries.add(new Entry(table, name, "CHECK", column.name() + " IS NOT NULL", null));
                }
            }
        }
        return entries;
    }

    /** Owners and those who may do more than read a table see its constraints. */
    static boolean isVisible(ViewScope scope, Table table) {
        int others = Privilege.ALL_TABLE & ~Privilege.SELECT.bit();
        return scope.rights().owns(table.ownerOid()) || scope.rights().hasAny(table, others);
    }

    private static String type(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Key key -> key.primary() ? "PRIMARY KEY" : "UNIQUE";
            case Constraint.Check check -> "CHECK";
            case Constraint.ForeignKey key -> "FOREIGN KEY";
        };
    }

    private static @Nullable String nullsDistinct(ViewScope scope, Entry entry) {
        Constraint.Key key = entry.source() == null ? null : entry.source().key();
        if (key == null || key.primary()) {
            return null;
        }
        boolean notDistinct = scope.snapshot().relation(key.indexOid()).orElse(null) instanceof Index index
                && index.nullsNotDistinct();
        return SqlValues.yesOrNo(!notDistinct);
    }
}
