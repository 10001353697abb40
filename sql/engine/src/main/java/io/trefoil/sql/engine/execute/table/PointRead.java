package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.ReadHabit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one row of a key with a get: no cursor of the store is made.
 *
 * @param habit of a query whose transaction may write the row later, or null
 */
record PointRead(int space, Access access, @Nullable ReadHabit habit, RowAssembler rows, KeyFinder finder)
        implements Executable {

    /** Finds the key of the row. */
    @FunctionalInterface
    interface KeyFinder {
        /** The row's key, or null when there cannot be a row. */
        byte @Nullable [] find(ExecutionContext context);
    }

    /** By all columns of a unique index. */
    record ByUniqueIndex(int indexSpace, IndexFormat entries, Evaluator[] key) implements KeyFinder {
        @Override
        public byte @Nullable [] find(ExecutionContext context) {
            byte[] entryKey = PathKeys.point(entries.keys(), key, context);
            byte[] entry = entryKey == null ? null : context.statement().get(indexSpace, entryKey, Access.READ);
            return entry == null ? null : IndexFormat.rowKeyOfUniqueEntry(entry);
        }
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(this, context);
    }

    private @Nullable Object @Nullable [] read(ExecutionContext context) {
        byte[] key = finder.find(context);
        if (key == null) {
            return null;
        }
        if (habit != null) {
            context.statement().expectWrite(space, key, habit);
        }
        byte[] value = context.statement().get(space, key, access);
        if (value == null) {
            return null;
        }
        @Nullable Object[] row = new @Nullable Object[rows.width()];
        return rows.assemble(key, value, row, context) ? row : null;
    }

    private static final class Cursor implements RowCursor {
        private final PointRead read;
        private final ExecutionContext context;
        private boolean done;

        Cursor(PointRead read, ExecutionContext context) {
            this.read = read;
            this.context = context;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (done) {
                return null;
            }
            done = true;
            return read.read(context);
        }

        @Override
        public void close() {}
    }
}
