package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as INSERT does it, and goes over to {@link TableLoad} when there are many and the transaction owns the table:
 * because it made it, or because nobody else is writing there just now.
 */
final class LoadingWriter implements BulkWriter {
    /** Rows before a table that the transaction owns anyway is loaded. */
    private static final int ROWS_MIN = 2_000;
    /** Rows before others are kept from writing: the number at which row locks would become a lock on the table. */
    private static final int ROWS_BEFORE_LOCK = 20_000;

    private final TableWriter writer;
    private final ExecutionContext context;
    private @Nullable TableLoad load;
    private long rows;
    private long nextTry;

    LoadingWriter(TableWriter writer, ExecutionContext context) {
        this.writer = writer;
        this.context = context;
        this.nextTry = writer.loadable() ? ROWS_MIN : Long.MAX_VALUE;
    }

    @Override
    public void add(@Nullable Object[] fullRow) {
        context.rowPassed();
        writer.check(fullRow, context);
        TableLoad open = load;
        if (open == null) {
            writer.insert(fullRow, context);
            if (++rows == nextTry) {
                tryLoading();
            }
        } else {
            open.add(fullRow);
            writer.foreignKeys().inserted(fullRow, context);
            rows++;
        }
    }

    @Override
    public long finish() {
        TableLoad open = load;
        if (open != null) {
            open.finish();
        }
        return rows;
    }

    @Override
    public void close() {
        TableLoad open = load;
        if (open != null) {
            load = null;
            open.close();
        }
    }

    private void tryLoading() {
        nextTry = Math.max(ROWS_BEFORE_LOCK, rows * 2);
        boolean owned = owned(writer.format().space());
        for (IndexWriter index : writer.indexes()) {
            owned = owned && owned(index.index().spaceId());
        }
        if (owned) {
            load = new TableLoad(writer, false, context);
        }
    }

    private boolean owned(int space) {
        return context.transaction().ownsSpace(space)
                || rows >= ROWS_BEFORE_LOCK && context.transaction().lockSpace(space, SpaceLock.SHARED, LockWait.SKIP);
    }
}
