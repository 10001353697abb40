package io.trefoil.sql.functions;

import io.trefoil.sql.types.SqlType;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What runs when SQL calls a function or operator. One of these shapes is written beside each signature; strictness and
 * volatility come from the function's pg_proc row, so a strict body never sees null. Bodies are stateless and shared by
 * all sessions.
 */
public sealed interface FunctionBody {
    /** A strict function of one argument that needs nothing but its argument. */
    @FunctionalInterface
    non-sealed interface Unary extends FunctionBody {
        @Nullable
        Object apply(Object argument);
    }

    /** A strict function of two arguments that needs nothing but its arguments. */
    @FunctionalInterface
    non-sealed interface Binary extends FunctionBody {
        @Nullable
        Object apply(Object left, Object right);
    }

    /** A strict function of three arguments that needs nothing but its arguments. */
    @FunctionalInterface
    non-sealed interface Ternary extends FunctionBody {
        @Nullable
        Object apply(Object first, Object second, Object third);
    }

    /** Any other function: it may look at the session, take any number of arguments and, when not strict, see nulls. */
    @FunctionalInterface
    non-sealed interface General extends FunctionBody {
        @Nullable
        Object apply(FunctionContext context, @Nullable Object[] arguments);
    }

    /** A function whose code depends on the types of a call: polymorphic and VARIADIC "any" functions. */
    @FunctionalInterface
    non-sealed interface Polymorphic extends FunctionBody {
        /** The code for a call with these argument types; called once a plan. */
        FunctionBody bind(SqlType[] argumentTypes, SqlType resultType);
    }

    /**
     * A set-returning function. Each element is one row: the value itself for a function of one result column, an
     * {@code Object[]} for a function with several OUT columns.
     */
    @FunctionalInterface
    non-sealed interface SetReturning extends FunctionBody {
        Iterator<@Nullable Object> apply(FunctionContext context, @Nullable Object[] arguments);
    }
}
