package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.functions.FunctionBody;

/** The code behind set-returning calls, for the operators that run them. */
public final class FunctionBodies {
    private FunctionBodies() {}

    /** The body for the call's types. */
    public static FunctionBody of(Scalar.SetCall call) {
        return Calls.resolve(call.function(), ExpressionCompiler.types(call.arguments()), call.type());
    }
}
