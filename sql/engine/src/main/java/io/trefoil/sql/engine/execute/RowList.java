package io.trefoil.sql.engine.execute;

import org.jspecify.annotations.Nullable;

/** A growing list of rows that can be read by position; {@code spill.RowStore} is the one that goes to disk. */
public interface RowList extends AutoCloseable {
    long size();

    void add(@Nullable Object[] row);

    /** The row at a position below {@link #size}. */
    @Nullable
    Object[] get(long position);

    /** Releases memory and files. */
    @Override
    void close();
}
