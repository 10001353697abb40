package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.ReadHabit;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of several keys, in key order, some at a time.
 *
 * @param habit of a query whose transaction may write the rows later, or null
 */
record PointsRead(
        int space,
        Access access,
        @Nullable ReadHabit habit,
        RowAssembler rows,
        Function<ExecutionContext, byte[][]> keys)
        implements Executable {
    /** Keys asked for in one call of the store. */
    private static final int BATCH = 64;

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private byte[] @Nullable [] found = {};
        private byte[][] batch = {};
        private byte @Nullable [][] all;
        private int asked;
        private int position;

        Cursor(ExecutionContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                if (position == batch.length && !fetch()) {
                    return null;
                }
                byte[] key = batch[position];
                byte[] value = found[position++];
                if (value != null) {
                    @Nullable Object[] row = new @Nullable Object[rows.width()];
                    if (rows.assemble(key, value, row, context)) {
                        return row;
                    }
                }
            }
        }

        private boolean fetch() {
            byte[][] wanted = all;
            if (wanted == null) {
                wanted = keys.apply(context);
                all = wanted;
            }
            if (asked == wanted.length) {
                return false;
            }
            batch = Arrays.copyOfRange(wanted, asked, Math.min(asked + BATCH, wanted.length));
            asked += batch.length;
            found = new byte[batch.length][];
            if (habit != null) {
                for (byte[] key : batch) {
                    context.statement().expectWrite(space, key, habit);
                }
            }
            context.statement().multiGet(space, batch, found, batch.length, access);
            position = 0;
            return true;
        }

        @Override
        public void close() {}
    }
}
