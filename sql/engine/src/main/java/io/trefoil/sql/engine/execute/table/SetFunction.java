package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.expression.FunctionBodies;
import io.trefoil.sql.functions.FunctionBody;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A set-returning call, or any scalar as a set of one. */
final class SetFunction {
    private final FunctionBody.@Nullable SetReturning body;
    private final boolean strict;
    private final Evaluator[] arguments;

    SetFunction(Scalar call, ExpressionCompiler expressions) {
        if (call instanceof Scalar.SetCall set) {
            this.body = (FunctionBody.SetReturning) FunctionBodies.of(set);
            this.strict = set.function().strict();
            this.arguments = expressions.compile(set.arguments());
        } else {
            this.body = null;
            this.strict = false;
            this.arguments = new Evaluator[] {expressions.compile(call)};
        }
    }

    Iterator<@Nullable Object> rows(@Nullable Object[] row, ExecutionContext context) {
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].evaluate(row, context);
            if (values[i] == null && strict) {
                return Collections.emptyIterator();
            }
        }
        return body == null ? Collections.singletonList(values[0]).iterator() : body.apply(context.functions(), values);
    }
}
