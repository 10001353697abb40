package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Calls of functions, one closure for each shape of body and the most frequent shapes of operands. */
final class Calls {
    private Calls() {}

    static Evaluator compile(FunctionReference function, SqlType[] types, SqlType resultType, Evaluator[] arguments) {
        FunctionBody body = resolve(function, types, resultType);
        return switch (body) {
            case FunctionBody.Unary unary -> unary(unary, arguments[0]);
            case FunctionBody.Binary binary -> binary(binary, arguments[0], arguments[1]);
            case FunctionBody.Ternary ternary -> ternary(ternary, arguments[0], arguments[1], arguments[2]);
            case FunctionBody.General general -> general(general, function.strict(), arguments);
            case FunctionBody.Polymorphic unbound -> throw new IllegalStateException("unbound body of " + function);
            case FunctionBody.SetReturning rows ->
                throw new IllegalArgumentException("set-returning function in an expression: " + function);
        };
    }

    /** The body for a call with these types. */
    static FunctionBody resolve(FunctionReference function, SqlType[] types, SqlType resultType) {
        FunctionBody body = function.body();
        while (body instanceof FunctionBody.Polymorphic polymorphic) {
            body = polymorphic.bind(types, resultType);
        }
        return body;
    }

    private static Evaluator unary(FunctionBody.Unary body, Evaluator argument) {
        if (argument instanceof Leaves.Input(int index)) {
            return (row, context) -> {
                Object value = row[index];
                return value == null ? null : body.apply(value);
            };
        }
        return (row, context) -> {
            Object value = argument.evaluate(row, context);
            return value == null ? null : body.apply(value);
        };
    }

    private static Evaluator binary(FunctionBody.Binary body, Evaluator left, Evaluator right) {
        if (left instanceof Leaves.Input(int leftIndex)) {
            if (right instanceof Leaves.Input(int rightIndex)) {
                return (row, context) -> {
                    Object a = row[leftIndex];
                    Object b = row[rightIndex];
                    return a == null || b == null ? null : body.apply(a, b);
                };
            }
            if (right instanceof Leaves.ConstantValue(Object constant)) {
                if (constant == null) {
                    return new Leaves.ConstantValue(null);
                }
                return (row, context) -> {
                    Object a = row[leftIndex];
                    return a == null ? null : body.apply(a, constant);
                };
            }
            return (row, context) -> {
                Object a = row[leftIndex];
                if (a == null) {
                    return null;
                }
                Object b = right.evaluate(row, context);
                return b == null ? null : body.apply(a, b);
            };
        }
        return (row, context) -> {
            Object a = left.evaluate(row, context);
            if (a == null) {
                return null;
            }
            Object b = right.evaluate(row, context);
            return b == null ? null : body.apply(a, b);
        };
    }

    private static Evaluator ternary(FunctionBody.Ternary body, Evaluator first, Evaluator second, Evaluator third) {
        return (row, context) -> {
            Object a = first.evaluate(row, context);
            Object b = second.evaluate(row, context);
            Object c = third.evaluate(row, context);
            return a == null || b == null || c == null ? null : body.apply(a, b, c);
        };
    }

    private static Evaluator general(FunctionBody.General body, boolean strict, Evaluator[] arguments) {
        int count = arguments.length;
        return (row, context) -> {
            @Nullable Object[] values = new @Nullable Object[count];
            for (int i = 0; i < count; i++) {
                Object value = arguments[i].evaluate(row, context);
                if (value == null && strict) {
                    return null;
                }
                values[i] = value;
            }
            return body.apply(context.functions(), values);
        };
    }

    /** A boolean function of two arguments as a {@link Comparison}. */
    static Comparison comparison(FunctionReference function, SqlType[] types) {
        FunctionBody body = resolve(function, types, SqlTypes.BOOL);
        return switch (body) {
            case FunctionBody.Binary binary -> (left, right, context) -> (Boolean) binary.apply(left, right);
            case FunctionBody.General general ->
                (left, right, context) ->
                        (Boolean) general.apply(context.functions(), new @Nullable Object[] {left, right});
            case FunctionBody.Unary wrong -> throw notComparison(function);
            case FunctionBody.Ternary wrong -> throw notComparison(function);
            case FunctionBody.Polymorphic wrong -> throw notComparison(function);
            case FunctionBody.SetReturning wrong -> throw notComparison(function);
        };
    }

    private static IllegalArgumentException notComparison(FunctionReference function) {
        return new IllegalArgumentException("not a comparison: " + function);
    }
}
