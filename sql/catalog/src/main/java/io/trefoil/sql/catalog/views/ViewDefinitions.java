package io.trefoil.sql.catalog.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of all views that have rows of their own; a new view is a file of its own and a line here. Found by
 * name, so that a view's definition is loaded when the view is first read.
 */
final class ViewDefinitions {
    private ViewDefinitions() {}

    /** The definition of a view of pg_catalog, or null. */
    static @Nullable ViewDefinition<?> inCatalog(String name) {
        return switch (name) {
            case "pg_attrdef" -> PgAttrdef.VIEW;
            case "pg_attribute" -> PgAttribute.VIEW;
            case "pg_auth_members" -> PgAuthMembers.VIEW;
            case "pg_authid" -> PgAuthid.VIEW;
            case "pg_class" -> PgClass.VIEW;
            case "pg_constraint" -> PgConstraint.VIEW;
            case "pg_database" -> PgDatabase.VIEW;
            case "pg_db_role_setting" -> PgDbRoleSetting.VIEW;
            case "pg_depend" -> PgDepend.VIEW;
            case "pg_description" -> PgDescription.VIEW;
            case "pg_enum" -> PgEnum.VIEW;
            case "pg_extension" -> PgExtension.VIEW;
            case "pg_group" -> PgGroup.VIEW;
            case "pg_index" -> PgIndex.VIEW;
            case "pg_indexes" -> PgIndexes.VIEW;
            case "pg_namespace" -> PgNamespace.VIEW;
            case "pg_rewrite" -> PgRewrite.VIEW;
            case "pg_roles" -> PgRoles.VIEW;
            case "pg_sequence" -> PgSequence.VIEW;
            case "pg_sequences" -> PgSequences.VIEW;
            case "pg_shadow" -> PgUser.SHADOW;
            case "pg_shdescription" -> PgDescription.SHARED_VIEW;
            case "pg_stat_database" -> PgStatDatabase.VIEW;
            case "pg_stats" -> PgStats.VIEW;
            case "pg_tables" -> PgTables.VIEW;
            case "pg_timezone_names" -> PgTimezoneNames.VIEW;
            case "pg_type" -> PgType.VIEW;
            case "pg_user" -> PgUser.VIEW;
            case "pg_views" -> PgViews.VIEW;
            case "pg_stat_all_tables",
                    "pg_stat_sys_tables",
                    "pg_stat_user_tables",
                    "pg_statio_all_tables",
                    "pg_statio_sys_tables",
                    "pg_statio_user_tables" -> named(name, PgStatTables.VIEWS);
            case "pg_stat_all_indexes", "pg_stat_user_indexes", "pg_statio_all_indexes", "pg_statio_user_indexes" ->
                named(name, PgStatIndexes.VIEWS);
            case "pg_statio_all_sequences", "pg_statio_user_sequences" -> named(name, PgStatSequences.VIEWS);
            default -> null;
        };
    }

    /** The definition of a view of information_schema, or null. */
    static @Nullable ViewDefinition<?> inInformationSchema(String name) {
        return switch (name) {
            case "administrable_role_authorizations" -> InformationRoles.ADMINISTRABLE;
            case "applicable_roles" -> InformationRoles.APPLICABLE;
            case "character_sets" -> InformationCharacterSets.VIEW;
            case "check_constraints" -> InformationCheckConstraints.VIEW;
            case "collations" -> InformationCollations.VIEW;
            case "column_privileges" -> InformationColumnGrants.PRIVILEGES;
            case "columns" -> InformationColumns.VIEW;
            case "constraint_column_usage" -> InformationConstraintUsage.COLUMNS;
            case "constraint_table_usage" -> InformationConstraintUsage.TABLES;
            case "domain_constraints" -> InformationDomains.CONSTRAINTS;
            case "domains" -> InformationDomains.VIEW;
            case "enabled_roles" -> InformationRoles.ENABLED;
            case "information_schema_catalog_name" -> InformationCatalogName.VIEW;
            case "key_column_usage" -> InformationKeyColumnUsage.VIEW;
            case "referential_constraints" -> InformationReferentialConstraints.VIEW;
            case "role_column_grants" -> InformationColumnGrants.ROLE_GRANTS;
            case "role_table_grants" -> InformationTableGrants.ROLE_GRANTS;
            case "routines" -> InformationRoutines.VIEW;
            case "schemata" -> InformationSchemata.VIEW;
            case "sequences" -> InformationSequences.VIEW;
            case "table_constraints" -> InformationTableConstraints.VIEW;
            case "table_privileges" -> InformationTableGrants.PRIVILEGES;
            case "tables" -> InformationTables.VIEW;
            case "views" -> InformationViews.VIEW;
            default -> null;
        };
    }

    private static <T> @Nullable ViewDefinition<T> named(String name, List<ViewDefinition<T>> definitions) {
        for (ViewDefinition<T> definition : definitions) {
            if (definition.name().equals(name)) {
                return definition;
            }
        }
        return null;
    }
}
