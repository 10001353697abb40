package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.Namespaces;
import java.util.List;

/**
 * A call as it is written.
 *
 * @param displayName the name as messages print it, with its schema if the call states one
 * @param name the bare name
 * @param namespaces schemas to look in, in search path order (pg_catalog included); one if the call names a schema
 * @param arguments types of the arguments in order, unknown for untyped literals and parameters
 * @param argumentNames names of the last arguments, those in named notation; empty in positional notation
 * @param variadic whether the last argument is marked VARIADIC: it is the array itself
 */
public record FunctionCall(
        String displayName,
        String name,
        List<Integer> namespaces,
        List<Integer> arguments,
        List<String> argumentNames,
        boolean variadic) {
    public FunctionCall {
        namespaces = List.copyOf(namespaces);
        arguments = List.copyOf(arguments);
        argumentNames = List.copyOf(argumentNames);
    }

    /** A call in positional notation of a function in pg_catalog. */
    public static FunctionCall builtin(String name, Integer... arguments) {
        return new FunctionCall(name, name, List.of(Namespaces.PG_CATALOG), List.of(arguments), List.of(), false);
    }
}
