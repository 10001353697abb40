package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.AggregateInput;
import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.types.SqlType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over frames. While a frame only grows at its end, rows are added to one accumulator; a frame whose start has
 * moved, or that leaves rows out, is aggregated anew.
 */
final class FrameAggregate implements WindowFunction {
    private final AggregateInput input;
    private final Frame frame;

    FrameAggregate(WindowCall call, Frame frame, ExpressionCompiler expressions) {
        SqlType[] types = call.arguments().stream().map(Scalar::type).toArray(SqlType[]::new);
        this.input = new AggregateInput(
                Objects.requireNonNull(call.aggregate()).bind(types, call.type()),
                expressions.compile(call.arguments()),
                expressions.compileIfPresent(call.filter()));
        this.frame = frame;
    }

    @Override
    public State start(Partition partition, ExecutionContext context) {
        return new Running(partition, context);
    }

    private final class Running implements State {
        private final Partition partition;
        private final ExecutionContext context;
        private final Frame.Bounds bounds;
        private final @Nullable Object[] buffer = input.newArguments();
        private @Nullable Accumulator accumulator;
        private long from;
        private long to;
        private @Nullable Object result;

        Running(Partition partition, ExecutionContext context) {
            this.partition = partition;
            this.context = context;
            this.bounds = frame.bounds(partition, context);
        }

        @Override
        public @Nullable Object value() {
            bounds.update();
            Accumulator current = accumulator;
            boolean grows = current != null && !bounds.excludes() && bounds.start() == from && bounds.end() >= to;
            if (grows && bounds.end() == to) {
                return result;
            }
            if (current == null || !grows) {
                current = input.newAccumulator();
                accumulator = current;
                from = bounds.start();
                to = bounds.start();
            }
            for (; to < bounds.end(); to++) {
                if (!bounds.excluded(to)) {
                    context.rowPassed();
                    input.add(current, partition.row(to), buffer, context);
                }
            }
            result = current.result(context.functions());
            return result;
        }
    }
}
