package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Role;
import java.util.ArrayList;
import java.util.List;

/** pg_extension: extensions that were created in this database. */
final class PgExtension {
    static final ViewDefinition<Extension> VIEW = ViewDefinition.of("pg_extension", PgExtension::installed)
            .column("oid", Extension::oid)
            .column("extname", Extension::name)
            .constant("extowner", Role.BOOTSTRAP_OID)
            .column("extnamespace", Extension::schemaOid)
            .constant("extrelocatable", false)
            .column("extversion", Extension::version);

    private PgExtension() {}

    private static List<Extension> installed(ViewScope scope) {
        List<Extension> extensions = new ArrayList<>();
        for (CatalogObject object : scope.snapshot().objects()) {
            if (object instanceof Extension extension
                    && extension.databaseOid() == scope.context().databaseOid()) {
                extensions.add(extension);
            }
        }
        return extensions;
    }
}
