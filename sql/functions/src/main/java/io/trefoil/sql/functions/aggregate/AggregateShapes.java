package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily.Definitions;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Short ways to define the aggregates that need nothing of a call's types. */
final class AggregateShapes {
    private AggregateShapes() {}

    /** An aggregate whose accumulator is the same for every call. */
    static void simple(Definitions definitions, String signature, Supplier<Accumulator> accumulator) {
        definitions.aggregate(signature, (types, result) -> accumulator::get);
    }

    /** An aggregate that joins values two by two; null for no values. */
    static void fold(Definitions definitions, String signature, BinaryOperator<Object> join) {
        simple(definitions, signature, () -> new Fold(join));
    }

    private static final class Fold implements Accumulator {
        private final BinaryOperator<Object> join;
        private @Nullable Object value;

        Fold(BinaryOperator<Object> join) {
            this.join = join;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object next = Arguments.value(arguments, 0);
            value = value == null ? next : join.apply(value, next);
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return value;
        }
    }
}
