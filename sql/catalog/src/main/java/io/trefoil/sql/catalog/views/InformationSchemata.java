package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import java.util.ArrayList;
import java.util.List;

/** information_schema.schemata: schemas that the reader may use or create in. */
final class InformationSchemata {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("schemata", InformationSchemata::entries)
            .column("catalog_name", (scope, entry) -> scope.databaseName())
            .column("schema_name", Entry::name)
            .column("schema_owner", (scope, entry) -> scope.names().userName(entry.owner()));

    /** A schema of a user or of PostgreSQL itself. */
    record Entry(String name, int owner) {}

    private InformationSchemata() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("pg_catalog", Role.BOOTSTRAP_OID));
        entries.add(new Entry("information_schema", Role.BOOTSTRAP_OID));
        entries.add(new Entry("trefoil_catalog", Role.BOOTSTRAP_OID));
        if (scope.rights().owns(Role.BOOTSTRAP_OID)) {
            entries.add(new Entry("pg_toast", Role.BOOTSTRAP_OID));
        }
        for (Schema schema : scope.schemas()) {
            if (scope.rights().owns(schema.ownerOid()) || scope.rights().hasAny(schema, Privilege.ALL_SCHEMA)) {
                entries.add(new Entry(schema.name(), schema.ownerOid()));
            }
        }
        return entries;
    }
}
