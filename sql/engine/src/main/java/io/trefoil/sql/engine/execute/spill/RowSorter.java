package io.trefoil.sql.engine.execute.spill;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.Resources;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.row.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * External merge sort: rows go in, rows come out in order; equal rows keep their order. While the rows fit in work_mem
 * nothing touches the disk; beyond it, sorted runs are written to one file and merged at the end.
 */
public final class RowSorter implements AutoCloseable {
    /** Runs merged at once: each needs a block in memory. */
    private static final int FAN_IN_MAX = 256;

    private final Comparator<@Nullable Object[]> order;
    private final Resources resources;
    private @Nullable Object[][] rows = new @Nullable Object[64][];
    private int count;
    private long bytes;
    private long total;
    private List<SpillSegment> runs = new ArrayList<>();
    private @Nullable SpillFile file;

    public RowSorter(Comparator<@Nullable Object[]> order, Resources resources) {
        this.order = order;
        this.resources = resources;
    }

    /** Number of rows put in. */
    public long size() {
        return total;
    }

    /** Whether rows were written to disk. */
    public boolean spilled() {
        return !runs.isEmpty();
    }

    /** What the sort took so far. */
    public OperatorReport report() {
        SpillFile written = file;
        return written == null
                ? new OperatorReport.Sorted("quicksort", bytes, false)
                : new OperatorReport.Sorted("external merge", written.size(), true);
    }

    public void add(@Nullable Object[] row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
        total++;
        bytes += RowSize.of(row) + 4;
        if (bytes > resources.workMemoryBytes()) {
            writeRun();
        }
    }

    private void writeRun() {
        if (file == null) {
            file = new SpillFile(resources.temporaryDirectory());
        }
        Arrays.sort(rows, 0, count, order);
        SpillSegment run = file.newSegment();
        for (int i = 0; i < count; i++) {
            run.add(rows[i]);
        }
        run.finish();
        runs.add(run);
        Arrays.fill(rows, 0, count, null);
        count = 0;
        bytes = 0;
    }

    /** Ends the input and starts to read the rows in order; called once. */
    public Sorted sort(ExecutionContext context) {
        if (runs.isEmpty()) {
            Arrays.sort(rows, 0, count, order);
            return new InMemory();
        }
        if (count > 0) {
            writeRun();
        }
        rows = new @Nullable Object[0][];
        while (runs.size() > FAN_IN_MAX) {
            mergePass(context);
        }
        return new Merge(runs, order);
    }

    /** Joins neighbouring runs, so that ties stay in their order. */
    private void mergePass(ExecutionContext context) {
        SpillFile source = file;
        SpillFile target = new SpillFile(resources.temporaryDirectory());
        List<SpillSegment> merged = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += FAN_IN_MAX) {
            SpillSegment run = target.newSegment();
            Merge merge = new Merge(runs.subList(i, Math.min(i + FAN_IN_MAX, runs.size())), order);
            for (@Nullable Object[] row = merge.next(); row != null; row = merge.next()) {
                context.rowPassed();
                run.add(row);
            }
            run.finish();
            merged.add(run);
        }
        file = target;
        runs = merged;
        if (source != null) {
            source.close();
        }
    }

    /** The rows in order. */
    public interface Sorted {
        /** The next row, or null at the end. */
        @Nullable
        Object @Nullable [] next();
    }

    private final class InMemory implements Sorted {
        private int position;

        @Override
        public @Nullable Object @Nullable [] next() {
            if (position == count) {
                return null;
            }
            @Nullable Object[] row = rows[position];
            // what was handed out may be collected before the sorter is closed
            rows[position++] = Rows.EMPTY;
            return row;
        }
    }

    /** A binary heap of the runs by their current rows; earlier runs win ties. */
    private static final class Merge implements Sorted {
        private final Comparator<@Nullable Object[]> order;
        private final SpillSegment.Reader[] readers;
        private final @Nullable Object[] @Nullable [] current;
        private final int[] heap;
        private int size;

        Merge(List<SpillSegment> runs, Comparator<@Nullable Object[]> order) {
            this.order = order;
            this.readers = new SpillSegment.Reader[runs.size()];
            this.current = new @Nullable Object[runs.size()][];
            this.heap = new int[runs.size()];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = runs.get(i).reader();
                current[i] = readers[i].next();
                if (current[i] != null) {
                    heap[size++] = i;
                }
            }
            for (int i = size / 2 - 1; i >= 0; i--) {
                sink(i);
            }
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (size == 0) {
                return null;
            }
            int run = heap[0];
            @Nullable Object @Nullable [] row = current[run];
            current[run] = readers[run].next();
            if (current[run] == null) {
                heap[0] = heap[--size];
            }
            sink(0);
            return row;
        }

        private void sink(int start) {
            int parent = start;
            while (true) {
                int child = 2 * parent + 1;
                if (child >= size) {
                    return;
                }
                if (child + 1 < size && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], heap[parent])) {
                    return;
                }
                int moved = heap[parent];
                heap[parent] = heap[child];
                heap[child] = moved;
                parent = child;
            }
        }

        private boolean before(int left, int right) {
            @Nullable Object[] a = current[left];
            @Nullable Object[] b = current[right];
            if (a == null || b == null) {
                throw new IllegalStateException("ended run in the heap");
            }
            int result = order.compare(a, b);
            return result != 0 ? result < 0 : left < right;
        }
    }

    @Override
    public void close() {
        rows = new @Nullable Object[0][];
        count = 0;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
