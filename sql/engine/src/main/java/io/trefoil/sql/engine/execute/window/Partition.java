package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.spill.RowStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of one partition and the place of the current row: its number, its peers and the group they form. */
final class Partition {
    private final PartitionShape shape;
    private final RowStore rows;
    private long index = -1;
    private long peerStart;
    private long peerEnd;
    private long group = -1;
    private long @Nullable [] groupStarts;

    Partition(PartitionShape shape, ExecutionContext context) {
        this.shape = shape;
        this.rows = new RowStore(context.resources());
    }

    void clear() {
        rows.clear();
        index = -1;
        peerStart = 0;
        peerEnd = 0;
        group = -1;
        groupStarts = null;
    }

    void add(@Nullable Object[] row) {
        rows.add(row);
    }

    long size() {
        return rows.size();
    }

    @Nullable
    Object[] row(long position) {
        return rows.get(position);
    }

    /** Moves to the next row; false behind the last one. */
    boolean advance() {
        if (index + 1 >= rows.size()) {
            return false;
        }
        index++;
        if (index == peerEnd) {
            peerStart = index;
            group++;
            @Nullable Object[] first = rows.get(index);
            do {
                peerEnd++;
            } while (peerEnd < rows.size() && shape.peers(first, rows.get(peerEnd)));
        }
        return true;
    }

    @Nullable
    Object[] current() {
        return rows.get(index);
    }

    /** Number of the current row, from 0. */
    long index() {
        return index;
    }

    /** First row that is equal to the current one by ORDER BY. */
    long peerStart() {
        return peerStart;
    }

    /** Behind the last row that is equal to the current one by ORDER BY. */
    long peerEnd() {
        return peerEnd;
    }

    /** Number of the current row's group of peers, from 0. */
    long group() {
        return group;
    }

    /** Where a group of peers starts; before the first it is 0, behind the last the size. */
    long groupStart(long number) {
        long[] starts = groupStarts;
        if (starts == null) {
            starts = findGroups();
            groupStarts = starts;
        }
        return number < 0 ? 0 : number >= starts.length ? size() : starts[(int) number];
    }

    private long[] findGroups() {
        long[] starts = new long[16];
        int count = 0;
        for (long i = 0; i < size(); i++) {
            if (i == 0 || !shape.peers(rows.get(i - 1), rows.get(i))) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    void close() {
        rows.close();
    }
}
