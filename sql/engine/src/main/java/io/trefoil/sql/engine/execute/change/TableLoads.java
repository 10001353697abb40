package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlState;
import java.util.List;
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

    /**
     * @param expressions compiles what tables need; {@code compile.PlanCompiler} makes this object
     * @param newCell gives out state cells of the context
     */
    public TableLoads(
            CatalogSnapshot catalog, TableChanges changes, ExpressionCompiler expressions, IntSupplier newCell) {
        this.catalog = catalog;
        this.expressions = expressions;
        this.writers = new TableWriters(catalog, changes, expressions, newCell);
    }

    /** Rows for a table that may have rows and readers, in one statement (COPY FROM). */
    public BulkWriter inserting(TableChange target, ExecutionContext context) {
        return BulkWriter.inserting(writers.forInsert(target), context);
    }

    /** Rows for a table whose spaces are new, empty and unknown to others (CREATE TABLE AS, rewriting). */
    public BulkWriter filling(TableChange target, ExecutionContext context) {
        return new SpaceWriter(new TableWriter(target, ForeignKeys.NONE, expressions), context);
    }

    /**
     * Fills the new, empty space of an index with the entries of all rows.
     *
     * @return the number of rows read; 23505 {@code could not create unique index} when two are equal
     */
    public long buildIndex(Table table, TableChange.IndexTarget target, ExecutionContext context) {
        IndexWriter index = new IndexWriter(table, target, expressions);
        try (EntrySorter sorter =
                new EntrySorter(target.index().spaceId(), values -> index.duplicated(values, context), context)) {
            long rows = forEachRow(table, context, (key, row) -> {
                IndexWriter.Entry entry = index.entry(row, key, context);
                if (entry != null) {
                    sorter.add(entry.key(), entry.value(), entry.values());
                }
            });
            sorter.finish();
            return rows;
        }
    }

    /**
     * Copies all rows into a table's new, empty spaces (ADD PRIMARY KEY, changed column types).
     *
     * @param values the new full row in terms of the old one; null to take the rows as they are
     */
    public long rewrite(Table from, TableChange to, @Nullable List<Scalar> values, ExecutionContext context) {
        Evaluator[] evaluators = values == null ? null : expressions.compile(values);
        try (BulkWriter target = filling(to, context)) {
            forEachRow(
                    from,
                    context,
                    (key, row) -> target.add(evaluators == null ? row : Rows.evaluate(evaluators, row, context)));
            return target.finish();
        }
    }

    /** Checks NOT NULL and CHECK constraints of a change against all rows: 23502 and 23514 as ALTER TABLE words them. */
    public void validate(TableChange change, ExecutionContext context) {
        Table table = change.table();
        Evaluator[] conditions = expressions.compile(
                change.checks().stream().map(TableChange.Check::condition).toList());
        forEachRow(table, context, (key, row) -> {
            for (Column column : table.columns()) {
                if (column.notNull() && !column.dropped() && row[column.number() - 1] == null) {
                    throw ConstraintErrors.of(
                                    SqlState.NOT_NULL_VIOLATION,
                                    "column \"" + column.name() + "\" of relation \"" + table.name()
                                            + "\" contains null values",
                                    table,
                                    context)
                            .withColumn(column.name());
                }
            }
            for (int i = 0; i < conditions.length; i++) {
                Object result = conditions[i].evaluate(row, context);
                if (result != null && !(Boolean) result) {
                    String name = change.checks().get(i).name();
                    throw ConstraintErrors.of(
                                    SqlState.CHECK_VIOLATION,
                                    "check constraint \"" + name + "\" of relation \"" + table.name()
                                            + "\" is violated by some row",
                                    table,
                                    context)
                            .withConstraint(name);
                }
            }
        });
    }

    /** Checks that every row of a table points at a row, for ADD FOREIGN KEY: 23503. */
    public void validate(Table table, Constraint.ForeignKey key, ExecutionContext context) {
        ReferenceCheck check = writers.check(table, key);
        forEachRow(table, context, (rowKey, row) -> check.inserted(row, context));
        context.runEndActions();
    }

    /** What the table's rules say about rows that are stored. */
    public TableInspection inspect(TableChange change) {
        return new TableInspection(catalog, change, expressions);
    }

    /** What is done with each row. */
    @FunctionalInterface
    public interface RowVisitor {
        void visit(byte[] key, @Nullable Object[] fullRow);
    }

    /** Reads all rows of a table in key order; answers their number. */
    public static long forEachRow(Table table, ExecutionContext context, RowVisitor visitor) {
        TableFormat format = new TableFormat(table);
        TableFormat.Decoder decoder =
                format.decoder(table.columns().stream().map(Column::number).toList());
        ScanRequest request = ScanRequest.of(KeyRange.all(format.space())).with(Access.LATEST);
        long rows = 0;
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                context.rowPassed();
                byte[] key = cursor.key();
                @Nullable Object[] row = new @Nullable Object[table.columns().size()];
                decoder.decode(key, cursor.value(), row);
                visitor.visit(key, row);
                rows++;
            }
        }
        return rows;
    }
}
