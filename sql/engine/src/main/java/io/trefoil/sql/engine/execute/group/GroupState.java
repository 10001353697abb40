package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.functions.AggregateBody.Accumulator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of the one group that is being read. Calls with DISTINCT or ORDER BY put their rows into a sorter each,
 * which spills, and aggregate at the end of the group.
 */
final class GroupState {
    private final Aggregate[] aggregates;
    private final ExecutionContext context;
    private final Accumulator[] accumulators;
    private final @Nullable RowSorter[] sorters;
    private final @Nullable Object[][] buffers;

    GroupState(Aggregate[] aggregates, ExecutionContext context) {
        this.aggregates = aggregates;
        this.context = context;
        this.accumulators = new Accumulator[aggregates.length];
        this.sorters = new @Nullable RowSorter[aggregates.length];
        this.buffers = new @Nullable Object[aggregates.length][];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = aggregates[i].newArguments();
        }
        reset();
    }

    private void reset() {
        for (int i = 0; i < aggregates.length; i++) {
            accumulators[i] = aggregates[i].newAccumulator();
            var order = aggregates[i].order();
            sorters[i] = order == null ? null : new RowSorter(order, context.resources());
        }
    }

    void add(@Nullable Object[] row) {
        for (int i = 0; i < aggregates.length; i++) {
            RowSorter sorter = sorters[i];
            if (sorter == null) {
                aggregates[i].add(accumulators[i], row, buffers[i], context);
            } else {
                @Nullable Object[] sortRow = aggregates[i].sortRow(row, context);
                if (sortRow != null) {
                    sorter.add(sortRow);
                }
            }
        }
    }

    /** Ends the group and answers its output row: the key, then the aggregates. Another group may follow. */
    @Nullable
    Object[] finish(@Nullable Object[] key) {
        @Nullable Object[] row = Arrays.copyOf(key, key.length + aggregates.length);
        for (int i = 0; i < aggregates.length; i++) {
            RowSorter sorter = sorters[i];
            if (sorter != null) {
                addSorted(i, sorter);
            }
            row[key.length + i] = accumulators[i].result(context.functions());
        }
        reset();
        return row;
    }

    private void addSorted(int index, RowSorter sorter) {
        RowSorter.Sorted sorted = sorter.sort(context);
        @Nullable Object[] previous = null;
        for (@Nullable Object[] row = sorted.next(); row != null; row = sorted.next()) {
            context.rowPassed();
            aggregates[index].addSorted(accumulators[index], row, previous, buffers[index], context);
            previous = row;
        }
        sorter.close();
        sorters[index] = null;
    }

    void close() {
        for (RowSorter sorter : sorters) {
            if (sorter != null) {
                sorter.close();
            }
        }
    }
}
