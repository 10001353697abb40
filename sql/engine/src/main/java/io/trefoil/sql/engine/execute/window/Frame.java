package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.algebra.WindowCall.BoundKind;
import io.trefoil.sql.engine.algebra.WindowCall.Exclusion;
import io.trefoil.sql.engine.algebra.WindowCall.Unit;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** A compiled frame clause. Immutable; {@link Bounds} is what it means for the rows of one partition. */
final class Frame {
    private final WindowCall.Frame frame;
    private final PartitionShape shape;
    private final @Nullable Evaluator startOffset;
    private final @Nullable Evaluator endOffset;

    Frame(WindowCall.Frame frame, PartitionShape shape, ExpressionCompiler expressions) {
        this.frame = frame;
        this.shape = shape;
        this.startOffset = expressions.compileIfPresent(frame.startOffset());
        this.endOffset = expressions.compileIfPresent(frame.endOffset());
    }

    Bounds bounds(Partition partition, ExecutionContext context) {
        return new Bounds(partition, context);
    }

    private static @Nullable Object offset(
            @Nullable Evaluator offset, String which, Unit unit, ExecutionContext context) {
        if (offset == null) {
            return null;
        }
        Object value = offset.evaluate(Rows.EMPTY, context);
        if (value == null) {
            throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "frame " + which + " offset must not be null");
        }
        boolean negative = switch (value) {
            case Double number -> number < 0 || number.isNaN();
            case Float number -> number < 0 || number.isNaN();
            case SqlNumeric number -> number.signum() < 0 || number.isNaN();
            case SqlInterval interval -> interval.compareTo(SqlInterval.ZERO) < 0;
            case Number number -> number.longValue() < 0;
            default -> false;
        };
        if (negative) {
            throw new SqlStateException(
                    SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
                    unit == Unit.RANGE
                            ? "invalid preceding or following size in window function"
                            : "frame " + which + " offset must not be negative");
        }
        return value;
    }

    /** The frame of the current row of a partition: rows from start to before end, without those excluded. */
    final class Bounds {
        private final Partition partition;
        private final ExecutionContext context;
        private final @Nullable Object low;
        private final @Nullable Object high;
        private long start;
        private long end;

        private Bounds(Partition partition, ExecutionContext context) {
            this.partition = partition;
            this.context = context;
            this.low = offset(startOffset, "starting", frame.unit(), context);
            this.high = offset(endOffset, "ending", frame.unit(), context);
        }

        /** Moves to the partition's current row. */
        void update() {
            long size = partition.size();
            start = Math.max(0, Math.min(size, bound(frame.start(), low, true)));
            end = Math.max(start, Math.min(size, bound(frame.end(), high, false)));
        }

        long start() {
            return start;
        }

        long end() {
            return end;
        }

        private long bound(BoundKind kind, @Nullable Object offset, boolean isStart) {
            return switch (kind) {
                case UNBOUNDED_PRECEDING -> 0;
                case UNBOUNDED_FOLLOWING -> partition.size();
                case CURRENT_ROW ->
                    frame.unit() == Unit.ROWS
                            ? partition.index() + (isStart ? 0 : 1)
                            : isStart ? partition.peerStart() : partition.peerEnd();
                case PRECEDING -> offsetBound(offset, false, isStart);
                case FOLLOWING -> offsetBound(offset, true, isStart);
            };
        }

        private long offsetBound(@Nullable Object offset, boolean following, boolean isStart) {
            if (offset == null) {
                throw new IllegalStateException("frame bound without an offset");
            }
            if (frame.unit() == Unit.RANGE) {
                return rangeBound(offset, following, isStart);
            }
            long distance = Math.min(((Number) offset).longValue(), Long.MAX_VALUE / 4);
            long signed = following ? distance : -distance;
            return frame.unit() == Unit.ROWS
                    ? partition.index() + signed + (isStart ? 0 : 1)
                    : partition.groupStart(partition.group() + signed + (isStart ? 0 : 1));
        }

        /** The first row that is not before the bound's value, or for an end the first that is behind it. */
        private long rangeBound(Object offset, boolean following, boolean isStart) {
            int column = shape.onlyOrderColumn();
            Object current = partition.current()[column];
            if (current == null) {
                return isStart ? partition.peerStart() : partition.peerEnd();
            }
            RangeOffset range = new RangeOffset(shape.onlyOrderType(), context);
            Object limit = range.shift(current, offset, following != shape.descending());
            long low = 0;
            long high = partition.size();
            while (low < high) {
                long middle = (low + high) >>> 1;
                Object value = partition.row(middle)[column];
                int order;
                if (value == null) {
                    order = shape.nullsFirst() ? -1 : 1;
                } else {
                    order = range.compare(value, limit);
                    order = shape.descending() ? -order : order;
                }
                if (isStart ? order < 0 : order <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** Whether there is an EXCLUDE clause that leaves rows out. */
        boolean excludes() {
            return frame.exclusion() != Exclusion.NONE;
        }

        boolean excluded(long row) {
            return switch (frame.exclusion()) {
                case NONE -> false;
                case CURRENT_ROW -> row == partition.index();
                case GROUP -> row >= partition.peerStart() && row < partition.peerEnd();
                case TIES -> row != partition.index() && row >= partition.peerStart() && row < partition.peerEnd();
            };
        }

        /** The n-th row of the frame, from 1; -1 when there are fewer. */
        long nth(long number) {
            if (!excludes()) {
                long position = start + number - 1;
                return position < end ? position : -1;
            }
            long left = number;
            for (long row = start; row < end; row++) {
                if (!excluded(row) && --left == 0) {
                    return row;
                }
            }
            return -1;
        }

        /** The last row of the frame; -1 when it is empty. */
        long last() {
            for (long row = end - 1; row >= start; row--) {
                if (!excluded(row)) {
                    return row;
                }
            }
            return -1;
        }
    }
}
