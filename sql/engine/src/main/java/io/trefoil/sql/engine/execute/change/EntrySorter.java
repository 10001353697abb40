package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills a space that nobody else can see yet: takes entries in any order, sorts them (on disk beyond work_mem) and writes
 * them in key order. Two entries of one key are an error.
 */
final class EntrySorter implements AutoCloseable {
    private final int space;
    private final Function<@Nullable Object[], SqlStateException> duplicate;
    private final ExecutionContext context;
    private final RowSorter sorter;

    /**
     * @param duplicate makes the error for a second entry of a key, from the values given with it
     */
    EntrySorter(int space, Function<@Nullable Object[], SqlStateException> duplicate, ExecutionContext context) {
        this.space = space;
        this.duplicate = duplicate;
        this.context = context;
        this.sorter = new RowSorter(EntrySorter::compareKeys, context.resources());
        context.transaction().lockSpace(space, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
    }

    private static int compareKeys(@Nullable Object[] left, @Nullable Object[] right) {
        return left[0] instanceof byte[] a && right[0] instanceof byte[] b ? Arrays.compareUnsigned(a, b) : 0;
    }

    /** @param values what a message about the key needs */
    void add(byte[] key, byte[] value, @Nullable Object[] values) {
        sorter.add(Rows.concat(new @Nullable Object[] {key, value}, values));
    }

    /** Writes all entries and answers how many there were. */
    long finish() {
        RowSorter.Sorted sorted = sorter.sort(context);
        long count = 0;
        byte[] last = null;
        for (@Nullable Object[] row = sorted.next(); row != null; row = sorted.next()) {
            context.rowPassed();
            if (!(row[0] instanceof byte[] key) || !(row[1] instanceof byte[] value)) {
                throw new IllegalStateException("entry without key or value");
            }
            if (last != null && Arrays.equals(last, key)) {
                throw duplicate.apply(Arrays.copyOfRange(row, 2, row.length));
            }
            context.statement().put(space, key, value);
            last = key;
            count++;
        }
        return count;
    }

    @Override
    public void close() {
        sorter.close();
    }
}
