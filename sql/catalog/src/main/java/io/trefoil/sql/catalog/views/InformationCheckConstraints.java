package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.UserType;
import java.util.ArrayList;
import java.util.List;

/** information_schema.check_constraints: conditions of CHECK and NOT NULL, of tables and domains. */
final class InformationCheckConstraints {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of(
                    "check_constraints", InformationCheckConstraints::entries)
            .column("constraint_catalog", (scope, entry) -> scope.databaseName())
            .column("constraint_schema", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("constraint_name", Entry::name)
            .column("check_clause", Entry::clause);

    /** A condition by the name of its constraint. */
    record Entry(int namespace, String name, String clause) {}

    private InformationCheckConstraints() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (InformationTableConstraints.Entry entry : InformationTableConstraints.entries(scope)) {
            if (entry.clause() != null) {
                entries.add(new Entry(entry.table().schemaOid(), entry.name(), entry.clause()));
            }
        }
        for (UserType type : scope.userTypes()) {
            if (type.checkSql() != null && scope.rights().owns(type.ownerOid())) {
                entries.add(new Entry(type.schemaOid(), type.name() + "_check", "(" + type.checkSql() + ")"));
            }
        }
        return entries;
    }
}
