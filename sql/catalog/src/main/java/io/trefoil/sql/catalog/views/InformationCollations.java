package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;

/** information_schema.collations. */
final class InformationCollations {
    static final ViewDefinition<GenericRow> VIEW = ViewDefinition.of(
                    "collations", scope -> BuiltinCatalog.instance().rows("pg_collation"))
            .column("collation_catalog", (scope, row) -> scope.databaseName())
            .constant("collation_schema", "pg_catalog")
            .column("collation_name", row -> row.value("collname"))
            .constant("pad_attribute", "NO PAD");

    private InformationCollations() {}
}
