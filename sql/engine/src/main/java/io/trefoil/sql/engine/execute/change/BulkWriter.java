package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes many rows for a table: COPY, CREATE TABLE AS, and the rewriting of tables. Full rows go in (all columns by attnum,
 * dropped ones null), converted to the columns' types and with defaults filled in. Used by one thread, for one statement.
 */
public interface BulkWriter extends AutoCloseable {
    /** Checks and takes a row. */
    void add(@Nullable Object[] fullRow);

    /**
     * Writes what is not yet written.
     *
     * @return the number of rows
     */
    long finish();

    /** Releases memory and temporary files; without {@link #finish} before, what was written is left to a rollback. */
    @Override
    void close();

    /** Writes into a table that may have rows and readers: every row is checked as INSERT does it. */
    static BulkWriter inserting(TableWriter writer, ExecutionContext context) {
        return new LoadingWriter(writer, context);
    }

    /** Writes into spaces that are new, owned, and unknown to others. */
    static BulkWriter filling(TableWriter writer, ExecutionContext context) {
        TableLoad load = new TableLoad(writer, true, context);
        return new BulkWriter() {
            private long rows;

            @Override
            public void add(@Nullable Object[] fullRow) {
                context.rowPassed();
                writer.check(fullRow, context);
                load.add(fullRow);
                rows++;
            }

            @Override
            public long finish() {
                load.finish();
                return rows;
            }

            @Override
            public void close() {
                load.close();
            }
        };
    }
}
