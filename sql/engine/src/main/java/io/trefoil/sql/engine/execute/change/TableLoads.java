package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work over all rows of a table: loading (COPY), building an index, rewriting a table under another key or with other
 * columns, checking a constraint. The door for DDL and COPY; made for one statement.
 */
public final class TableLoads {
    private final CatalogSnapshot catalog;
    private final ExpressionCompiler expressions;
    private final TableWriters writers;
    private final IntSupplier newCell;

    /**
     * @param expressions compiles what tables need; {@code compile.PlanCompiler} makes this object
     * @param newCell gives out state cells of the context
     */
    public TableLoads(
            CatalogSnapshot catalog, TableChanges changes, ExpressionCompiler expressions, IntSupplier newCell) {
        this.catalog = catalog;
        this.expressions = expressions;
        this.newCell = newCell;
        this.writers = new TableWriters(catalog, changes, expressions, newCell);
    }

    /** Rows for a table that may have rows and readers, in one statement (COPY FROM). */
    public BulkWriter inserting(TableChange target, ExecutionContext context) {
        return BulkWriter.inserting(writers.forInsert(target), context);
    }

    /** Rows for a table whose spaces are new, owned, and unknown to others (CREATE TABLE AS, rewriting). */
    public BulkWriter filling(TableChange target, ExecutionContext context) {
        return BulkWriter.filling(new TableWriter(target, ForeignKeys.NONE, expressions, newCell), context);
    }

    /**
     * Fills the new, empty spaces of indexes with the entries of all rows.
     *
     * @param change the table with these indexes; its checks do not matter
     * @return the number of rows read; 23505 {@code could not create unique index} when two are equal
     */
    public long buildIndexes(TableChange change, ExecutionContext context) {
        TableWriter writer = new TableWriter(change, ForeignKeys.NONE, expressions, newCell);
        IndexWriter[] indexes = writer.indexes();
        EntryLoader[] loaders = new EntryLoader[indexes.length];
        try {
            for (int i = 0; i < indexes.length; i++) {
                IndexWriter index = indexes[i];
                loaders[i] = new EntryLoader(
                        index.index().spaceId(), (key, value) -> index.exists(value, true, writer, context), context);
            }
            long rows = forEachRow(change.table(), context, (cursor, row) -> {
                byte[] key = cursor.key();
                for (int i = 0; i < indexes.length; i++) {
                    IndexWriter.Entry entry = indexes[i].entry(row, key, context);
                    if (entry != null) {
                        loaders[i].add(entry.key(), entry.value());
                    }
                }
            });
            for (int i = 0; i < indexes.length; i++) {
                loaders[i].finish();
                indexes[i].requireDistinct(context);
            }
            return rows;
        } finally {
            for (EntryLoader loader : loaders) {
                if (loader != null) {
                    loader.close();
                }
            }
        }
    }

    /** Fills an index while others write to the table. @param change the table with this one index */
    public IndexBackfill backfill(TableChange change) {
        return new IndexBackfill(new TableWriter(change, ForeignKeys.NONE, expressions, newCell));
    }

    /** Makes the new row out of the old one; the array has room for the new columns and may be changed in place. */
    @FunctionalInterface
    public interface RowChange {
        @Nullable
        Object[] apply(@Nullable Object[] row);
    }

    /**
     * Copies all rows into a table's new, empty spaces (ADD PRIMARY KEY, changed column types).
     *
     * @param to with its indexes; checks are not asked
     */
    public long rewrite(Table from, TableChange to, RowChange change, ExecutionContext context) {
        Table table = to.table();
        int width = table.columns().size();
        TableWriter writer = new TableWriter(to, ForeignKeys.NONE, expressions, newCell);
        try (TableLoad target = new TableLoad(writer, true, context)) {
            long rows = forEachRow(from, context, (cursor, row) -> {
                @Nullable Object[] made = change.apply(row.length == width ? row : Arrays.copyOf(row, width));
                for (int number : table.primaryKey()) {
                    if (made[number - 1] == null) {
                        throw ConstraintErrors.containsNulls(table, table.column(number), context);
                    }
                }
                target.add(made);
            });
            target.finish();
            return rows;
        }
    }

    /** Checks that every row of a table points at a row, for ADD FOREIGN KEY: 23503. */
    public void validate(Table table, Constraint.ForeignKey key, ExecutionContext context) {
        ReferenceCheck check = writers.check(table, key);
        forEachRow(table, context, (cursor, row) -> check.inserted(row, context));
        context.runEndActions();
    }

    /** What the table's rules say about rows that are stored. */
    public TableInspection inspect(TableChange change) {
        return new TableInspection(catalog, change, expressions);
    }

    /** What is done with each row; the cursor stands on it. */
    @FunctionalInterface
    public interface RowVisitor {
        void visit(KeyCursor cursor, @Nullable Object[] fullRow);
    }

    /**
     * Reads all rows of a table in key order, in the newest state with the statement's own writes: for callers that keep
     * writers away. Dropped columns are null.
     *
     * @return the number of rows
     */
    public static long forEachRow(Table table, ExecutionContext context, RowVisitor visitor) {
        TableFormat format = new TableFormat(table);
        int width = table.columns().size();
        TableFormat.Decoder decoder =
                format.decoder(table.columns().stream().map(Column::number).toList());
        ScanRequest request =
                ScanRequest.of(KeyRange.all(format.space())).with(Access.LATEST).withLimitHint(ScanRequest.WHOLE);
        long rows = 0;
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                context.rowPassed();
                @Nullable Object[] row = new @Nullable Object[width];
                decoder.decode(cursor, row);
                visitor.visit(cursor, row);
                rows++;
            }
        }
        return rows;
    }
}
