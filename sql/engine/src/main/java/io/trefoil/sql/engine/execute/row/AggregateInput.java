package io.trefoil.sql.engine.execute.row;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.AggregateBody.AccumulatorFactory;
import org.jspecify.annotations.Nullable;

/** What a call of an aggregate takes of each row: its arguments, if FILTER lets the row pass. Immutable. */
public final class AggregateInput {
    private final AccumulatorFactory factory;
    private final Evaluator[] arguments;
    private final @Nullable Evaluator filter;
    private final boolean skipsNulls;

    public AggregateInput(AccumulatorFactory factory, Evaluator[] arguments, @Nullable Evaluator filter) {
        this.factory = factory;
        this.arguments = arguments;
        this.filter = filter;
        this.skipsNulls = factory.create().skipsNulls();
    }

    public Accumulator newAccumulator() {
        return factory.create();
    }

    /** Room for the arguments of a row, used again for the next one. */
    public @Nullable Object[] newArguments() {
        return new @Nullable Object[arguments.length];
    }

    /** Whether FILTER lets a row pass. */
    public boolean takes(@Nullable Object[] row, ExecutionContext context) {
        return Rows.holds(filter, row, context);
    }

    /** Adds a row. */
    public void add(
            Accumulator accumulator, @Nullable Object[] row, @Nullable Object[] buffer, ExecutionContext context) {
        if (!takes(row, context)) {
            return;
        }
        for (int i = 0; i < arguments.length; i++) {
            Object value = arguments[i].evaluate(row, context);
            if (value == null && skipsNulls) {
                return;
            }
            buffer[i] = value;
        }
        accumulator.add(context.functions(), buffer);
    }

    /** Adds arguments that were evaluated before, the first columns of a row. */
    public void addEvaluated(
            Accumulator accumulator, @Nullable Object[] row, @Nullable Object[] buffer, ExecutionContext context) {
        for (int i = 0; i < arguments.length; i++) {
            if (row[i] == null && skipsNulls) {
                return;
            }
            buffer[i] = row[i];
        }
        accumulator.add(context.functions(), buffer);
    }
}
