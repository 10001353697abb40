package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a table into spaces that are new and empty, the table's own and those of its indexes, in key order.
 * Foreign keys are not asked: the rows were there before, or are checked by whoever adds the constraint.
 */
final class SpaceWriter implements BulkWriter {
    private final TableWriter writer;
    private final ExecutionContext context;
    private final @Nullable EntrySorter rows;
    private final EntrySorter[] entries;
    private long count;

    SpaceWriter(TableWriter writer, ExecutionContext context) {
        this.writer = writer;
        this.context = context;
        TableFormat format = writer.format();
        if (format.numbered()) {
            context.transaction().lockSpace(format.space(), SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            this.rows = null;
        } else {
            this.rows =
                    new EntrySorter(format.space(), values -> writer.primaryKeyDuplicated(values, context), context);
        }
        IndexWriter[] indexes = writer.indexes();
        this.entries = new EntrySorter[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            IndexWriter index = indexes[i];
            entries[i] = new EntrySorter(index.index().spaceId(), values -> index.duplicated(values, context), context);
        }
    }

    @Override
    public void add(@Nullable Object[] fullRow) {
        context.rowPassed();
        writer.check(fullRow, context);
        TableFormat format = writer.format();
        byte[] key;
        if (rows == null) {
            key = TableFormat.numberKey(context.resources().rowNumbers().next(format.space()));
            context.statement().put(format.space(), key, format.value(fullRow));
        } else {
            key = writer.key(fullRow);
            rows.add(key, format.value(fullRow), writer.primaryKeyValues(fullRow));
        }
        IndexWriter[] indexes = writer.indexes();
        for (int i = 0; i < indexes.length; i++) {
            IndexWriter.Entry entry = indexes[i].entry(fullRow, key, context);
            if (entry != null) {
                entries[i].add(entry.key(), entry.value(), entry.values());
            }
        }
        count++;
    }

    @Override
    public long finish() {
        if (rows != null) {
            rows.finish();
        }
        for (EntrySorter sorter : entries) {
            sorter.finish();
        }
        return count;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        for (EntrySorter sorter : entries) {
            sorter.close();
        }
    }
}
