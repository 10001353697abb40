package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** The window functions of PostgreSQL (docs, "Window Functions"). */
final class WindowFunctions {
    private WindowFunctions() {}

    static WindowFunction compile(WindowCall call, PartitionShape shape, ExpressionCompiler expressions) {
        if (call.aggregate() != null) {
            return new FrameAggregate(call, new Frame(call.frame(), shape, expressions), expressions);
        }
        Evaluator[] arguments = expressions.compile(call.arguments());
        return switch (call.name()) {
            case "row_number" -> (partition, context) -> () -> partition.index() + 1;
            case "rank" -> (partition, context) -> () -> partition.peerStart() + 1;
            case "dense_rank" -> (partition, context) -> () -> partition.group() + 1;
            case "percent_rank" ->
                (partition, context) ->
                        () -> partition.size() <= 1 ? 0d : (double) partition.peerStart() / (partition.size() - 1);
            case "cume_dist" -> (partition, context) -> () -> (double) partition.peerEnd() / partition.size();
            case "ntile" -> (partition, context) -> ntile(arguments[0], partition, context);
            case "lag" -> (partition, context) -> () -> shifted(arguments, -1, partition, context);
            case "lead" -> (partition, context) -> () -> shifted(arguments, 1, partition, context);
            case "first_value", "last_value", "nth_value" ->
                frameValue(call.name(), arguments, new Frame(call.frame(), shape, expressions));
            default ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "window function " + call.name() + " is not supported");
        };
    }

    /** Buckets of sizes that differ by one at most, the larger ones first. */
    private static WindowFunction.State ntile(Evaluator buckets, Partition partition, ExecutionContext context) {
        Object value = buckets.evaluate(partition.current(), context);
        if (value == null) {
            return () -> null;
        }
        int count = (Integer) value;
        if (count <= 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_NTILE, "argument of ntile must be greater than zero");
        }
        long small = partition.size() / count;
        long larger = partition.size() % count;
        return () -> {
            long index = partition.index();
            long inLarger = larger * (small + 1);
            long bucket = index < inLarger ? index / (small + 1) : larger + (index - inLarger) / small;
            return (int) bucket + 1;
        };
    }

    /** lag and lead: the value some rows away, with a default behind the ends of the partition. */
    private static @Nullable Object shifted(
            Evaluator[] arguments, int direction, Partition partition, ExecutionContext context) {
        @Nullable Object[] current = partition.current();
        Object offset = arguments.length > 1 ? arguments[1].evaluate(current, context) : Integer.valueOf(1);
        if (offset == null) {
            return null;
        }
        long target = partition.index() + (long) direction * (Integer) offset;
        if (target >= 0 && target < partition.size()) {
            return arguments[0].evaluate(partition.row(target), context);
        }
        return arguments.length > 2 ? arguments[2].evaluate(current, context) : null;
    }

    private static WindowFunction frameValue(String name, Evaluator[] arguments, Frame frame) {
        return (partition, context) -> {
            Frame.Bounds bounds = frame.bounds(partition, context);
            return () -> {
                bounds.update();
                long position = switch (name) {
                    case "first_value" -> bounds.nth(1);
                    case "last_value" -> bounds.last();
                    default -> nth(arguments[1].evaluate(partition.current(), context), bounds);
                };
                return position < 0 ? null : arguments[0].evaluate(partition.row(position), context);
            };
        };
    }

    private static long nth(@Nullable Object number, Frame.Bounds bounds) {
        if (number == null) {
            return -1;
        }
        if ((Integer) number <= 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE, "argument of nth_value must be greater than zero");
        }
        return bounds.nth((Integer) number);
    }
}
