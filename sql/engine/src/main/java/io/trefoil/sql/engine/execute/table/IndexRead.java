package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows through a secondary index, in index order. Row keys are collected in batches, sorted and looked up together,
 * which is two to three times cheaper than one by one; the first batch is small in case few rows are wanted.
 */
record IndexRead(
        PathKeys.Ranges ranges, boolean reverse, IndexFormat entries, int tableSpace, Access access, RowAssembler rows)
        implements Executable {
    private static final int BATCH_FIRST = 8;
    private static final int BATCH_MAX = 256;

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RangeScan scan;
        private int batchSize = BATCH_FIRST;
        private byte[][] keys = new byte[BATCH_FIRST][];
        private byte[] @Nullable [] values = new byte[BATCH_FIRST][];
        private int count;
        private int position;
        private @Nullable Object @Nullable [] spare;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.scan = new RangeScan(ranges, reverse, context, access.lock() == null ? access : Access.READ);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                if (position == count && !fetch()) {
                    return null;
                }
                context.rowPassed();
                byte[] key = keys[position];
                byte[] value = values[position++];
                if (value == null && access.reading() == Access.Reading.UNTRACKED) {
                    // the snapshot may have moved between the entry and its row
                    continue;
                }
                if (value == null) {
                    throw new SqlStateException(
                            SqlState.INDEX_CORRUPTED, "index entry without a row in space " + tableSpace);
                }
                @Nullable Object[] row = spare == null ? new @Nullable Object[rows.width()] : spare;
                if (rows.assemble(key, value, row, context)) {
                    spare = null;
                    return row;
                }
                spare = row;
            }
        }

        private boolean fetch() {
            if (keys.length < batchSize) {
                keys = new byte[batchSize][];
                values = new byte[batchSize][];
            }
            count = 0;
            position = 0;
            while (count < batchSize) {
                KeyCursor entry = scan.next();
                if (entry == null) {
                    break;
                }
                keys[count++] = entries.rowKey(
                        entry.keyArray(),
                        entry.keyOffset(),
                        entry.keyLength(),
                        entry.valueArray(),
                        entry.valueOffset(),
                        entry.valueLength());
            }
            if (count > 0) {
                lookUp();
                batchSize = Math.min(batchSize * 2, BATCH_MAX);
            }
            return count > 0;
        }

        private void lookUp() {
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(keys[a], keys[b]));
            byte[][] sorted = new byte[count][];
            for (int i = 0; i < count; i++) {
                sorted[i] = keys[order[i]];
            }
            byte[] @Nullable [] found = new byte[count][];
            context.statement().multiGet(tableSpace, sorted, found, count, access);
            for (int i = 0; i < count; i++) {
                values[order[i]] = found[i];
            }
        }

        @Override
        public void close() {
            scan.close();
        }
    }
}
