package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.RowNumbers;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes all rows of a table anew: into another key space, ordered by another key, with other values. The transaction's
 * buffer keeps them in order whatever order they come in.
 */
final class TableRewrite {
    private final DdlContext context;
    private final Table before;
    private final Table after;
    private final RowChange change;
    private final RowNumbers numbers;

    /** Makes the new row out of the old one; the array has room for the new columns and may be changed in place. */
    @FunctionalInterface
    interface RowChange {
        @Nullable
        Object[] apply(@Nullable Object[] row);
    }

    /**
     * @param after with a new space of its own, and with new spaces for its indexes
     */
    TableRewrite(DdlContext context, Table before, Table after, RowChange change) {
        this.context = context;
        this.before = before;
        this.after = after;
        this.change = change;
        this.numbers = context.execution().resources().rowNumbers();
    }

    /** Copies the rows and builds all indexes given; the old spaces are dropped by the caller. */
    void run(List<Index> indexes) {
        TableFormat format = new TableFormat(after);
        IndexBuild build = new IndexBuild(context, after, indexes);
        try (RowScan rows = new RowScan(context, before)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                write(changed(row), format, build);
            }
        }
    }

    private @Nullable Object[] changed(@Nullable Object[] row) {
        int width = after.columns().size();
        return change.apply(row.length == width ? row : Arrays.copyOf(row, width));
    }

    private void requireKey(@Nullable Object[] row) {
        for (int number : after.primaryKey()) {
            if (row[number - 1] == null) {
                throw IndexBuild.containsNulls(context, after, after.column(number));
            }
        }
    }

    private void write(@Nullable Object[] row, TableFormat format, IndexBuild build) {
        byte[] key;
        if (format.numbered()) {
            key = TableFormat.numberKey(numbers.next(format.space()));
            context.statement().put(format.space(), key, format.value(row));
        } else {
            requireKey(row);
            key = format.key(row);
            if (context.statement().insert(format.space(), key, format.value(row), LockWait.BLOCK) != null) {
                throw duplicate(row);
            }
        }
        build.add(row, key);
    }

    private RuntimeException duplicate(@Nullable Object[] row) {
        List<Column> columns = after.primaryKey().stream().map(after::column).toList();
        String name = after.constraints().stream()
                .filter(constraint -> constraint instanceof Constraint.Key key && key.primary())
                .map(Constraint::name)
                .findFirst()
                .orElse(after.name() + "_pkey");
        return IndexBuild.duplicate(
                context,
                after,
                name,
                columns.stream().map(Column::name).toList(),
                columns.stream().map(Column::type).toArray(SqlType[]::new),
                columns.stream().map(column -> row[column.number() - 1]).toArray());
    }
}
