package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.AggregateInput;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One aggregate call, compiled. Immutable; accumulators and argument buffers belong to the executions. */
final class Aggregate {
    private final AggregateInput input;
    private final boolean distinct;
    private final SqlType[] argumentTypes;
    /** What is sorted for DISTINCT and ORDER BY inside the call: the arguments, then the ORDER BY expressions. */
    private final Evaluator[] sorted;

    private final @Nullable RowOrder order;

    Aggregate(AggregateCall call, ExpressionCompiler expressions) {
        this.argumentTypes = call.arguments().stream().map(Scalar::type).toArray(SqlType[]::new);
        this.input = new AggregateInput(
                call.body().bind(argumentTypes, call.type()),
                expressions.compile(call.arguments()),
                expressions.compileIfPresent(call.filter()));
        this.distinct = call.distinct();
        List<Scalar> columns = new ArrayList<>(call.arguments());
        List<SortKey> keys = new ArrayList<>();
        for (AggregateCall.Order item : call.orderBy()) {
            int position = call.arguments().indexOf(item.expression());
            if (position < 0) {
                position = columns.size();
                columns.add(item.expression());
            }
            keys.add(new SortKey(position, item.descending(), item.nullsFirst()));
        }
        if (distinct) {
            for (int i = 0; i < argumentTypes.length; i++) {
                keys.add(new SortKey(i, false, false));
            }
        }
        this.sorted = expressions.compile(columns);
        this.order = keys.isEmpty()
                ? null
                : new RowOrder(keys, columns.stream().map(Scalar::type).toArray(SqlType[]::new));
    }

    static Aggregate[] compile(List<AggregateCall> calls, ExpressionCompiler expressions) {
        return calls.stream().map(call -> new Aggregate(call, expressions)).toArray(Aggregate[]::new);
    }

    /** How the rows of a group must be sorted for this call, or null when it takes them as they come. */
    @Nullable
    RowOrder order() {
        return order;
    }

    Accumulator newAccumulator() {
        return input.newAccumulator();
    }

    @Nullable
    Object[] newArguments() {
        return input.newArguments();
    }

    /** Adds an input row. */
    void add(Accumulator accumulator, @Nullable Object[] row, @Nullable Object[] buffer, ExecutionContext context) {
        input.add(accumulator, row, buffer, context);
    }

    /** What has to be sorted for an input row, or null when the row does not count. */
    @Nullable
    Object @Nullable [] sortRow(@Nullable Object[] row, ExecutionContext context) {
        return input.takes(row, context) ? Rows.evaluate(sorted, row, context) : null;
    }

    /** Adds a sorted row, whose first columns are the arguments; {@code previous} is the one before it. */
    void addSorted(
            Accumulator accumulator,
            @Nullable Object[] row,
            @Nullable Object @Nullable [] previous,
            @Nullable Object[] buffer,
            ExecutionContext context) {
        if (distinct && previous != null && sameArguments(row, previous)) {
            return;
        }
        input.addEvaluated(accumulator, row, buffer, context);
    }

    private boolean sameArguments(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < argumentTypes.length; i++) {
            Object a = left[i];
            Object b = right[i];
            if (a == null || b == null ? a != b : !argumentTypes[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }
}
