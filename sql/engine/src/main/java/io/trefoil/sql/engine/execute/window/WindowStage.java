package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes window calls of one PARTITION BY and ORDER BY. Rows are sorted with the values of both behind their own, then
 * taken partition by partition; a partition beyond work_mem is kept on disk.
 */
final class WindowStage implements Executable {
    private final Executable input;
    private final int inputWidth;
    private final Evaluator[] keys;
    private final @Nullable RowOrder order;
    private final PartitionShape shape;
    private final WindowFunction[] functions;

    WindowStage(Executable input, int inputWidth, List<WindowCall> calls, ExpressionCompiler expressions) {
        this.input = input;
        this.inputWidth = inputWidth;
        List<Scalar> partitionBy = calls.get(0).partitionBy();
        List<AggregateCall.Order> orderBy = calls.get(0).orderBy();
        List<Scalar> all = new ArrayList<>(partitionBy);
        List<SortKey> sortKeys = new ArrayList<>();
        for (int i = 0; i < partitionBy.size(); i++) {
            sortKeys.add(new SortKey(inputWidth + i, false, false));
        }
        for (AggregateCall.Order item : orderBy) {
            sortKeys.add(new SortKey(inputWidth + all.size(), item.descending(), item.nullsFirst()));
            all.add(item.expression());
        }
        this.keys = expressions.compile(all);
        SqlType[] types = new SqlType[inputWidth + all.size()];
        for (int i = 0; i < all.size(); i++) {
            types[inputWidth + i] = all.get(i).type();
        }
        this.order = sortKeys.isEmpty() ? null : new RowOrder(sortKeys, types);
        this.shape = new PartitionShape(types, inputWidth, partitionBy.size(), orderBy);
        this.functions = calls.stream()
                .map(call -> WindowFunctions.compile(call, shape, expressions))
                .toArray(WindowFunction[]::new);
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final Partition partition;
        private final WindowFunction.State[] states = new WindowFunction.State[functions.length];
        private @Nullable RowSorter sorter;
        private RowSorter.@Nullable Sorted sorted;
        private @Nullable Object @Nullable [] ahead;
        private boolean started;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.partition = new Partition(shape, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!started) {
                started = true;
                sortInput();
                ahead = nextSorted();
            }
            if (!partition.advance()) {
                if (ahead == null) {
                    return null;
                }
                readPartition(ahead);
            }
            @Nullable Object[] row = Arrays.copyOf(partition.current(), inputWidth + functions.length);
            for (int i = 0; i < functions.length; i++) {
                row[inputWidth + i] = states[i].value();
            }
            return row;
        }

        private void sortInput() {
            if (order == null) {
                return;
            }
            RowSorter all = new RowSorter(order, context.resources());
            sorter = all;
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                context.rowPassed();
                all.add(keyed(row));
            }
            source.close();
            sorted = all.sort(context);
        }

        private @Nullable Object[] keyed(@Nullable Object[] row) {
            return keys.length == 0 ? row : Rows.concat(row, Rows.evaluate(keys, row, context));
        }

        private @Nullable Object @Nullable [] nextSorted() {
            return sorted == null ? source.next() : sorted.next();
        }

        /** Reads the rows of the next partition and stands on its first row. */
        private void readPartition(@Nullable Object[] first) {
            partition.clear();
            partition.add(first);
            ahead = nextSorted();
            while (ahead != null && shape.samePartition(first, ahead)) {
                context.rowPassed();
                partition.add(ahead);
                ahead = nextSorted();
            }
            partition.advance();
            for (int i = 0; i < functions.length; i++) {
                states[i] = functions[i].start(partition, context);
            }
        }

        @Override
        public void close() {
            source.close();
            partition.close();
            if (sorter != null) {
                sorter.close();
            }
        }
    }
}
