package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.functions.FunctionFamily;
import org.jspecify.annotations.Nullable;

/** Functions as they would be declared: pg_get_functiondef and the texts of their arguments and results. */
final class FunctionTexts implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "pg_get_functiondef(oid)",
                (context, a) -> CatalogTexts.of(context).functions().definition(int4(a, 0)));
        general(
                d,
                "pg_get_function_arguments(oid)",
                (context, a) -> CatalogTexts.of(context).functions().arguments(int4(a, 0)));
        general(
                d,
                "pg_get_function_identity_arguments(oid)",
                (context, a) -> CatalogTexts.of(context).functions().identityArguments(int4(a, 0)));
        general(
                d,
                "pg_get_function_result(oid)",
                (context, a) -> CatalogTexts.of(context).functions().result(int4(a, 0)));
        general(d, "pg_get_function_arg_default(oid,int4)", (context, a) -> argumentDefault(int4(a, 0), int4(a, 1)));
        general(d, "pg_get_function_sqlbody(oid)", (context, a) -> {
            ProcRow proc = BuiltinCatalog.instance().proc(int4(a, 0));
            return proc == null ? null : proc.sqlBody();
        });
    }

    /** The default of an argument, counted from 1 over arguments of every mode. */
    private static @Nullable String argumentDefault(int oid, int position) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        String modes = proc == null ? "" : proc.argumentModes();
        int count = proc == null ? 0 : modes.isEmpty() ? proc.argumentCount() : modes.length();
        if (proc == null || position < 1 || position > count || !isInput(modes, position - 1)) {
            return null;
        }
        int before = 0;
        for (int i = 0; i < position - 1; i++) {
            before += isInput(modes, i) ? 1 : 0;
        }
        int fromFirstDefault = before - (proc.argumentCount() - proc.defaultCount());
        return fromFirstDefault < 0 ? null : proc.defaults().get(fromFirstDefault);
    }

    private static boolean isInput(String modes, int at) {
        return modes.isEmpty() || modes.charAt(at) != 'o' && modes.charAt(at) != 't';
    }
}
