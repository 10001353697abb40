package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.bool;
import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The SQL text of catalog objects: pg_get_indexdef, pg_get_constraintdef, pg_get_expr, pg_get_viewdef, format_type. */
final class DefinitionFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "format_type(oid,int4)",
                (context, a) -> a[0] == null ? null : of(context).formatType(int4(a, 0), (Integer) a[1]));
        general(d, "pg_get_expr(pg_node_tree,oid)", (context, a) -> of(context).expression(text(a, 0), false));
        general(
                d,
                "pg_get_expr(pg_node_tree,oid,bool)",
                (context, a) -> of(context).expression(text(a, 0), bool(a, 2)));
        general(d, "pg_get_indexdef(oid)", (context, a) -> of(context).index(int4(a, 0), false));
        general(
                d,
                "pg_get_indexdef(oid,int4,bool)",
                (context, a) -> int4(a, 1) == 0
                        ? of(context).index(int4(a, 0), bool(a, 2))
                        : of(context).indexColumn(int4(a, 0), int4(a, 1), bool(a, 2)));
        general(d, "pg_get_constraintdef(oid)", (context, a) -> of(context).constraint(int4(a, 0), false));
        general(d, "pg_get_constraintdef(oid,bool)", (context, a) -> of(context).constraint(int4(a, 0), bool(a, 1)));
        general(
                d,
                "pg_get_serial_sequence(text,text)",
                (context, a) -> of(context).serialSequence(text(a, 0), text(a, 1)));
        views(d);
        for (String absent : new String[] {
            "pg_get_ruledef(oid)",
            "pg_get_ruledef(oid,bool)",
            "pg_get_triggerdef(oid)",
            "pg_get_triggerdef(oid,bool)",
            "pg_get_statisticsobjdef(oid)",
            "pg_get_statisticsobjdef_columns(oid)",
            "pg_get_statisticsobjdef_expressions(oid)",
            "pg_get_partkeydef(oid)",
            "pg_get_partition_constraintdef(oid)"
        }) {
            general(d, absent, (context, a) -> null); // no object of these kinds exists
        }
    }

    private static void views(Definitions d) {
        general(d, "pg_get_viewdef(oid)", (context, a) -> of(context).view(int4(a, 0)));
        general(d, "pg_get_viewdef(oid,bool)", (context, a) -> of(context).view(int4(a, 0)));
        general(d, "pg_get_viewdef(oid,int4)", (context, a) -> of(context).view(int4(a, 0)));
        general(d, "pg_get_viewdef(text)", (context, a) -> of(context).view(relation(context, text(a, 0))));
        general(d, "pg_get_viewdef(text,bool)", (context, a) -> of(context).view(relation(context, text(a, 0))));
    }

    private static io.trefoil.sql.catalog.views.Definitions of(FunctionContext context) {
        return CatalogTexts.of(context).definitions();
    }

    /** The relation of this name; 42P01 when there is none. */
    static int relation(FunctionContext context, String name) {
        int oid = CatalogTexts.of(context)
                .references()
                .oidOf(ObjectNames.Kind.CLASS, name)
                .orElse(0);
        if (oid == 0) {
            throw new SqlStateException(SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
        }
        return oid;
    }
}
