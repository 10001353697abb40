package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import org.jspecify.annotations.Nullable;

/** Evaluators without operands. Named records, so that their parents can see through them and specialise. */
final class Leaves {
    record ConstantValue(@Nullable Object value) implements Evaluator {
        @Override
        public @Nullable Object evaluate(@Nullable Object[] row, ExecutionContext context) {
            return value;
        }
    }

    record Input(int index) implements Evaluator {
        @Override
        public @Nullable Object evaluate(@Nullable Object[] row, ExecutionContext context) {
            return row[index];
        }
    }

    record Parameter(int index) implements Evaluator {
        @Override
        public @Nullable Object evaluate(@Nullable Object[] row, ExecutionContext context) {
            return context.parameter(index);
        }
    }

    record Slot(int slot) implements Evaluator {
        @Override
        public @Nullable Object evaluate(@Nullable Object[] row, ExecutionContext context) {
            return context.slot(slot);
        }
    }

    private Leaves() {}
}
