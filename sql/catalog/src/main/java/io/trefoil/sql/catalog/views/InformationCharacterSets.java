package io.trefoil.sql.catalog.views;

import java.util.List;

/** information_schema.character_sets: UTF8 is the only one. */
final class InformationCharacterSets {
    static final ViewDefinition<String> VIEW = ViewDefinition.<String>of("character_sets", scope -> List.of("UTF8"))
            .column("character_set_name", name -> name)
            .constant("character_repertoire", "UCS")
            .constant("form_of_use", "UTF8")
            .column("default_collate_catalog", (scope, name) -> scope.databaseName())
            .constant("default_collate_schema", "pg_catalog")
            .constant("default_collate_name", "C");

    private InformationCharacterSets() {}
}
