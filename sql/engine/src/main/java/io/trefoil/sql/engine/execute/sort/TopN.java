package io.trefoil.sql.engine.execute.sort;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.engine.execute.stream.RowCount;
import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The first rows of a sort: keeps only limit plus offset rows, the worst of them at the top of a heap. Stable. */
public record TopN(
        Executable input,
        RowOrder order,
        Evaluator count,
        @Nullable Evaluator offset) implements Executable {
    /** Above this an external sort is the better way. */
    private static final long HEAP_ROWS_MAX = 100_000;
    /** Heap of an entry beside its row, for the report. */
    private static final int RANKED_BYTES = 28;

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    /** A row with its place in the input, which decides between equal rows. */
    private record Ranked(@Nullable Object[] row, long number) {}

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private RowSorter.@Nullable Sorted sorted;
        private @Nullable RowSorter sorter;
        private long rest;
        private long heapBytes;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            RowSorter.Sorted result = sorted;
            if (result == null) {
                result = start();
                sorted = result;
            }
            if (rest == 0) {
                return null;
            }
            rest--;
            return result.next();
        }

        private RowSorter.Sorted start() {
            long wanted = RowCount.limit(count, context);
            long skipped = RowCount.offset(offset, context);
            rest = wanted;
            if (wanted == 0) {
                return () -> null;
            }
            RowSorter.Sorted result = wanted > HEAP_ROWS_MAX || skipped > HEAP_ROWS_MAX - wanted
                    ? sortAll()
                    : selectFirst((int) (wanted + skipped));
            source.close();
            for (long i = 0; i < skipped; i++) {
                result.next();
            }
            return result;
        }

        private RowSorter.Sorted sortAll() {
            RowSorter all = new RowSorter(order, context.resources());
            sorter = all;
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                context.rowPassed();
                all.add(row);
            }
            return all.sort(context);
        }

        private RowSorter.Sorted selectFirst(int kept) {
            PriorityQueue<Ranked> worstFirst = new PriorityQueue<>((a, b) -> compare(b, a));
            long number = 0;
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                context.rowPassed();
                Ranked worst = worstFirst.size() < kept ? null : worstFirst.peek();
                if (worst == null) {
                    worstFirst.add(new Ranked(row, number));
                } else if (order.compare(row, worst.row) < 0) {
                    worstFirst.poll();
                    worstFirst.add(new Ranked(row, number));
                }
                number++;
            }
            Ranked[] first = worstFirst.toArray(new Ranked[0]);
            Arrays.sort(first, this::compare);
            heapBytes = (long) first.length * (first.length == 0 ? 0 : RowSize.of(first[0].row) + RANKED_BYTES);
            return new RowSorter.Sorted() {
                private int position;

                @Override
                public @Nullable Object @Nullable [] next() {
                    return position == first.length ? null : first[position++].row;
                }
            };
        }

        private int compare(Ranked left, Ranked right) {
            int result = order.compare(left.row, right.row);
            return result != 0 ? result : Long.compare(left.number, right.number);
        }

        @Override
        public OperatorReport report() {
            return sorter == null ? new OperatorReport.Sorted("top-N heapsort", heapBytes, false) : sorter.report();
        }

        @Override
        public void close() {
            source.close();
            if (sorter != null) {
                sorter.close();
            }
        }
    }
}
