package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** information_schema.routines: functions and procedures; all of them are PostgreSQL's own. */
final class InformationRoutines {
    /** pg_language.oid of C and SQL. */
    private static final int C_LANGUAGE = 13;

    private static final int SQL_LANGUAGE = 14;

    static final ViewDefinition<ProcRow> VIEW = TypeDescription.describe(
                    ViewDefinition.of("routines", InformationRoutines::routines), InformationRoutines::resultType)
            .column("specific_catalog", (scope, proc) -> scope.databaseName())
            .column("specific_schema", (scope, proc) -> scope.schemaName(proc.namespace()))
            .column("specific_name", proc -> proc.name() + "_" + proc.oid())
            .column("routine_catalog", (scope, proc) -> scope.databaseName())
            .column("routine_schema", (scope, proc) -> scope.schemaName(proc.namespace()))
            .column("routine_name", ProcRow::name)
            .column("routine_type", proc -> switch (proc.kind()) {
                case 'f' -> "FUNCTION";
                case 'p' -> "PROCEDURE";
                default -> null;
            })
            .column("character_maximum_length", proc -> null)
            .column("character_octet_length", proc -> null)
            .column("numeric_precision", proc -> null)
            .column("numeric_precision_radix", proc -> null)
            .column("numeric_scale", proc -> null)
            .column("datetime_precision", proc -> null)
            .column("type_udt_catalog", (scope, proc) -> proc.isProcedure() ? null : scope.databaseName())
            .column(
                    "type_udt_schema",
                    (scope, proc) -> proc.isProcedure()
                            ? null
                            : scope.schemaName(scope.type(proc.returnType()).namespace()))
            .column(
                    "type_udt_name",
                    (scope, proc) -> proc.isProcedure()
                            ? null
                            : scope.type(proc.returnType()).name())
            .column("dtd_identifier", proc -> proc.isProcedure() ? null : "0")
            .column("routine_body", proc -> proc.language() == SQL_LANGUAGE ? "SQL" : "EXTERNAL")
            .column("routine_definition", (scope, proc) -> scope.rights().owns(proc.owner()) ? proc.source() : null)
            .column("external_name", proc -> proc.language() == C_LANGUAGE ? proc.source() : null)
            .column("external_language", (scope, proc) -> language(proc))
            .constant("parameter_style", "GENERAL")
            .column("is_deterministic", proc -> SqlValues.yesOrNo(proc.volatility() == 'i'))
            .constant("sql_data_access", "MODIFIES")
            .column("is_null_call", proc -> proc.isProcedure() ? null : SqlValues.yesOrNo(proc.strict()))
            .constant("schema_level_routine", "YES")
            .constant("max_dynamic_result_sets", 0)
            .column("security_type", proc -> proc.securityDefiner() ? "DEFINER" : "INVOKER")
            .constant("as_locator", "NO")
            .constant("is_udt_dependent", "NO");

    private InformationRoutines() {}

    private static List<ProcRow> routines(ViewScope scope) {
        return BuiltinCatalog.instance().procs();
    }

    private static @Nullable TypeDescription resultType(ViewScope scope, ProcRow proc) {
        return proc.isProcedure() ? null : TypeDescription.of(scope, proc.returnType(), -1);
    }

    private static @Nullable String language(ProcRow proc) {
        String name = CatalogNames.builtinText("pg_language", proc.language(), "lanname");
        return name == null ? null : name.toUpperCase(Locale.ROOT);
    }
}
