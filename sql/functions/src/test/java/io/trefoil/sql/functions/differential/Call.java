package io.trefoil.sql.functions.differential;

import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param signature pg_proc's signature, such as {@code int4pl(int4,int4)}
 * @param types pg_type names of the actual arguments; they differ from the signature's for polymorphic functions
 * @param arguments the arguments as literals of their types
 */
record Call(String signature, List<String> types, List<@Nullable String> arguments) {
    Call {
        assert types.size() == arguments.size();
    }

    /** The call as SQL that looks up nothing but this function. */
    String sql() {
        StringBuilder sql = new StringBuilder("pg_catalog.\"");
        sql.append(signature, 0, signature.indexOf('(')).append("\"(");
        for (int i = 0; i < types.size(); i++) {
            String argument = arguments.get(i);
            sql.append(i == 0 ? "" : ", ");
            sql.append(i == types.size() - 1 && takesVariadicArray() ? "variadic " : "");
            sql.append(argument == null ? "null" : quote(argument));
            sql.append("::pg_catalog.\"").append(types.get(i)).append('"');
        }
        return sql.append(')').toString();
    }

    private boolean takesVariadicArray() {
        ProcRow row = TrefoilSide.catalog().get(signature);
        return row != null && row.variadicElement() != 0 && !signature.endsWith("any)");
    }

    static String quote(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'";
    }
}
