package io.trefoil.sql.catalog.views;

import java.util.List;

/** information_schema.information_schema_catalog_name: the database. */
final class InformationCatalogName {
    static final ViewDefinition<String> VIEW = ViewDefinition.of(
                    "information_schema_catalog_name", scope -> List.of(scope.databaseName()))
            .column("catalog_name", name -> name);

    private InformationCatalogName() {}
}
