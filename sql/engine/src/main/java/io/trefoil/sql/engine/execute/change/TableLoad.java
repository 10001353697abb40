package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table and their index entries on the way into spaces that the transaction owns. Neither checks nor foreign keys
 * are asked: that is for the caller.
 */
final class TableLoad implements AutoCloseable {
    private final TableWriter writer;
    private final ExecutionContext context;
    private final boolean building;
    private final EntryLoader rows;
    private final EntryLoader[] entries;

    /** @param building whether a duplicate is told of as of an index that could not be created, or as of a row */
    TableLoad(TableWriter writer, boolean building, ExecutionContext context) {
        this.writer = writer;
        this.context = context;
        this.building = building;
        this.rows = new EntryLoader(writer.format().space(), this::rowExists, context);
        IndexWriter[] indexes = writer.indexes();
        this.entries = new EntryLoader[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            IndexWriter index = indexes[i];
            entries[i] = new EntryLoader(
                    index.index().spaceId(), (key, value) -> index.exists(value, building, writer, context), context);
        }
    }

    void add(@Nullable Object[] fullRow) {
        TableFormat format = writer.format();
        byte[] key = format.numbered()
                ? TableFormat.numberKey(context.resources().rowNumbers().next(format.space()))
                : writer.key(fullRow);
        rows.add(key, format.value(fullRow));
        IndexWriter[] indexes = writer.indexes();
        for (int i = 0; i < indexes.length; i++) {
            IndexWriter.Entry entry = indexes[i].index().ready() ? indexes[i].entry(fullRow, key, context) : null;
            if (entry != null) {
                entries[i].add(entry.key(), entry.value());
            }
        }
    }

    /** The rows first: an index that finds a duplicate looks at them. */
    void finish() {
        rows.finish();
        for (int i = 0; i < entries.length; i++) {
            entries[i].finish();
            writer.indexes()[i].requireDistinct(context);
        }
    }

    @Override
    public void close() {
        rows.close();
        for (EntryLoader loader : entries) {
            loader.close();
        }
    }

    private SqlStateException rowExists(byte[] key, byte[] value) {
        return writer.primaryKeyExists(writer.decode(key, value), building, context);
    }

    /** The row of a key in its newest state. */
    static @Nullable Object @Nullable [] read(TableWriter writer, byte[] key, ExecutionContext context) {
        byte[] value = context.statement().get(writer.format().space(), key, Access.LATEST);
        return value == null ? null : writer.decode(key, value);
    }
}
