package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.AggregateRow;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions as CREATE FUNCTION would declare them: pg_get_function_arguments, pg_get_function_identity_arguments,
 * pg_get_function_result and pg_get_functiondef. A null answer is SQL NULL.
 */
public final class FunctionSignatures {
    private final CatalogNames names;

    public FunctionSignatures(CatalogNames names) {
        this.names = names;
    }

    /** One parameter of any mode. */
    private record Parameter(
            char mode, String name, int type, @Nullable String defaultSql) {}

    /** pg_get_function_arguments: with defaults. */
    public @Nullable String arguments(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        return proc == null ? null : list(proc, true);
    }

    /** pg_get_function_identity_arguments: without defaults. */
    public @Nullable String identityArguments(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        return proc == null ? null : list(proc, false);
    }

    /** pg_get_function_result; null for a procedure. */
    public @Nullable String result(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null || proc.isProcedure()) {
            return null;
        }
        if (proc.argumentModes().indexOf('t') >= 0) {
            List<String> columns = new ArrayList<>();
            for (Parameter parameter : parameters(proc)) {
                if (parameter.mode() == 't') {
                    columns.add(print(parameter, false));
                }
            }
            return "TABLE(" + String.join(", ", columns) + ")";
        }
        return (proc.returnsSet() ? "SETOF " : "") + typeName(proc.returnType());
    }

    private String typeName(int oid) {
        return TypeNames.of(names.types(), oid);
    }

    private static List<Parameter> parameters(ProcRow proc) {
        int[] types = proc.allArgumentTypes().length == 0 ? proc.argumentTypes() : proc.allArgumentTypes();
        List<Parameter> parameters = new ArrayList<>();
        int inputsLeft = proc.argumentCount();
        for (int i = 0; i < types.length; i++) {
            char mode =
                    proc.argumentModes().isEmpty() ? 'i' : proc.argumentModes().charAt(i);
            String name =
                    proc.argumentNames().isEmpty() ? "" : proc.argumentNames().get(i);
            String defaultSql = null;
            if (mode != 'o' && mode != 't') {
                int fromEnd = inputsLeft--;
                defaultSql = fromEnd <= proc.defaultCount() ? proc.defaults().get(proc.defaultCount() - fromEnd) : null;
            }
            parameters.add(new Parameter(mode, name, types[i], defaultSql));
        }
        return parameters;
    }

    private String list(ProcRow proc, boolean withDefaults) {
        AggregateRow aggregate = BuiltinCatalog.instance().aggregate(proc.oid());
        int orderByAt = aggregate == null || aggregate.kind() == 'n' ? -1 : aggregate.directArguments();
        StringBuilder out = new StringBuilder();
        int printed = 0;
        String last = "";
        for (Parameter parameter : parameters(proc)) {
            if (parameter.mode() != 't') {
                out.append(separator(printed, orderByAt));
                last = print(parameter, withDefaults);
                out.append(last);
                printed++;
            }
        }
        if (orderByAt >= 0 && printed == orderByAt) {
            out.append(" ORDER BY ").append(last); // the variadic direct argument stands for the sorted ones too
        }
        return out.toString();
    }

    private static String separator(int printed, int orderByAt) {
        if (printed == orderByAt) {
            return printed == 0 ? "ORDER BY " : " ORDER BY ";
        }
        return printed == 0 ? "" : ", ";
    }

    private String print(Parameter parameter, boolean withDefault) {
        String mode = switch (parameter.mode()) {
            case 'o' -> "OUT ";
            case 'b' -> "INOUT ";
            case 'v' -> "VARIADIC ";
            default -> "";
        };
        String name = parameter.name().isEmpty() ? "" : Identifiers.quote(parameter.name()) + " ";
        String defaultSql = withDefault && parameter.defaultSql() != null ? " DEFAULT " + parameter.defaultSql() : "";
        return mode + name + typeName(parameter.type()) + defaultSql;
    }

    /**
     * pg_get_functiondef; null when there is no such function.
     *
     * @throws SqlStateException 42809 for an aggregate
     */
    public @Nullable String definition(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null) {
            return null;
        }
        if (proc.isAggregate()) {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + proc.name() + "\" is an aggregate function");
        }
        String language = CatalogNames.builtinText("pg_language", proc.language(), "lanname");
        StringBuilder out =
                new StringBuilder("CREATE OR REPLACE ").append(proc.isProcedure() ? "PROCEDURE " : "FUNCTION ");
        out.append(names.qualifiedText(new CatalogNames.Qualified(proc.namespace(), proc.name())));
        out.append('(').append(list(proc, true)).append(")\n");
        String result = result(oid);
        if (result != null) {
            out.append(" RETURNS ").append(result).append('\n');
        }
        out.append(" LANGUAGE ")
                .append(language == null ? "internal" : language)
                .append('\n');
        String properties = properties(proc);
        if (!properties.isEmpty()) {
            out.append(properties).append('\n');
        }
        if (proc.sqlBody() != null) {
            return out.append(proc.sqlBody()).append('\n').toString();
        }
        return out.append("AS $function$")
                .append(proc.source())
                .append("$function$\n")
                .toString();
    }

    private static String properties(ProcRow proc) {
        StringBuilder out = new StringBuilder();
        out.append(proc.isWindow() ? " WINDOW" : "");
        out.append(proc.volatility() == 'i' ? " IMMUTABLE" : proc.volatility() == 's' ? " STABLE" : "");
        out.append(proc.parallel() == 's' ? " PARALLEL SAFE" : proc.parallel() == 'r' ? " PARALLEL RESTRICTED" : "");
        out.append(proc.strict() ? " STRICT" : "");
        out.append(proc.securityDefiner() ? " SECURITY DEFINER" : "");
        out.append(proc.leakproof() ? " LEAKPROOF" : "");
        float usualCost = proc.language() == 12 || proc.language() == 13 ? 1 : 100; // internal and c cost 1
        if (proc.cost() != usualCost) {
            out.append(" COST ").append(number(proc.cost()));
        }
        if (proc.rows() > 0 && proc.rows() != 1000) {
            out.append(" ROWS ").append(number(proc.rows()));
        }
        String support = CatalogNames.builtinText("pg_proc", proc.oid(), "prosupport");
        ProcRow supportFunction =
                support == null ? null : BuiltinCatalog.instance().proc(Integer.parseInt(support));
        if (supportFunction != null) {
            out.append(" SUPPORT ").append(Identifiers.quote(supportFunction.name()));
        }
        return out.toString();
    }

    private static String number(float value) {
        return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
    }
}
