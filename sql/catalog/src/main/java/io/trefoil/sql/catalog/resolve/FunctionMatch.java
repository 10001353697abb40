package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.List;

/** What a call in function notation turned out to be. */
public sealed interface FunctionMatch {
    /** The type of the call's value; for a set-returning function of one of its rows. */
    int result();

    /**
     * A function, aggregate, window function or procedure.
     *
     * @param parameters concrete type of each parameter, in the function's order; a variadic one repeated as its element
     * @param sources for each parameter the position of the argument that it takes, or -1 for its default
     * @param gathered how many of the last parameters form the variadic array; 0 for none (and for VARIADIC "any")
     */
    record Call(ProcRow function, List<Integer> parameters, List<Integer> sources, int gathered, int result)
            implements FunctionMatch {
        public Call {
            parameters = List.copyOf(parameters);
            sources = List.copyOf(sources);
        }

        /** The default expression of a parameter whose source is -1. */
        public String defaultOf(int parameter) {
            return function.defaults().get(parameter - (function.argumentCount() - function.defaultCount()));
        }
    }

    /** A cast written as a call, such as {@code text(x)}: the argument is to be cast explicitly. */
    record Cast(int result) implements FunctionMatch {}
}
