package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionFamily;

/** pg_table_is_visible and its kin: whether a bare name finds the object on the search path. */
final class VisibilityFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "pg_table_is_visible(oid)",
                (context, a) -> CatalogTexts.of(context).names().isTableVisible(int4(a, 0)));
        general(
                d,
                "pg_type_is_visible(oid)",
                (context, a) -> CatalogTexts.of(context).names().isTypeVisible(int4(a, 0)));
        general(
                d,
                "pg_function_is_visible(oid)",
                (context, a) -> CatalogTexts.of(context).names().isFunctionVisible(int4(a, 0)));
        general(
                d,
                "pg_operator_is_visible(oid)",
                (context, a) -> CatalogTexts.of(context).names().isOperatorVisible(int4(a, 0)));
        builtin(d, "pg_opclass_is_visible(oid)", "pg_opclass");
        builtin(d, "pg_opfamily_is_visible(oid)", "pg_opfamily");
        builtin(d, "pg_collation_is_visible(oid)", "pg_collation");
        builtin(d, "pg_conversion_is_visible(oid)", "pg_conversion");
        builtin(d, "pg_ts_config_is_visible(oid)", "pg_ts_config");
        builtin(d, "pg_ts_dict_is_visible(oid)", "pg_ts_dict");
        builtin(d, "pg_ts_parser_is_visible(oid)", "pg_ts_parser");
        builtin(d, "pg_ts_template_is_visible(oid)", "pg_ts_template");
        general(d, "pg_statistics_obj_is_visible(oid)", (context, a) -> null);
        general(d, "pg_my_temp_schema()", (context, a) -> 0);
        general(d, "pg_is_other_temp_schema(oid)", (context, a) -> false);
    }

    private static void builtin(Definitions d, String signature, String table) {
        general(d, signature, (context, a) -> CatalogTexts.of(context).names().isBuiltinVisible(table, int4(a, 0)));
    }
}
