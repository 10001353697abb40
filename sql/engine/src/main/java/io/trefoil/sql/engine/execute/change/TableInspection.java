package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a table say about a row that is stored: the entries its indexes should have, the constraints it should
 * keep. Uses what writes rows, so that both can only agree. The door for {@code engine.check}; changes and locks nothing.
 */
public final class TableInspection {
    private final TableFormat format;
    private final IndexWriter[] indexes;
    private final RowChecks checks;
    private final List<ReferenceInspection> references = new ArrayList<>();
    private final ConstraintErrors.KeyDescription primaryKey;

    /**
     * An entry as it should be stored.
     *
     * @param distinctBytes how many leading bytes of the key no other entry may have; 0 when entries may be equal
     */
    public record Entry(byte[] key, byte[] value, int distinctBytes) {}

    /** @param change indexes that are complete, and constraints that hold for all rows */
    TableInspection(CatalogSnapshot catalog, TableChange change, ExpressionCompiler expressions) {
        Table table = change.table();
        this.format = new TableFormat(table);
        this.indexes = change.indexes().stream()
                .filter(target -> target.index().spaceId() != 0)
                .map(target -> new IndexWriter(table, target, expressions, () -> 0))
                .toArray(IndexWriter[]::new);
        this.checks = new RowChecks(change, expressions);
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.ForeignKey key && key.validated()) {
                catalog.table(key.referencedTableOid())
                        .ifPresent(
                                referenced -> references.add(new ReferenceInspection(table, referenced, key, catalog)));
            }
        }
        List<Column> keyColumns = table.primaryKey().stream().map(table::column).toList();
        this.primaryKey = new ConstraintErrors.KeyDescription(
                keyColumns.stream().map(Column::name).toList(),
                keyColumns.stream().map(Column::type).toList());
    }

    public TableFormat format() {
        return format;
    }

    /** How many indexes have entries of their own. */
    public int indexCount() {
        return indexes.length;
    }

    public Index index(int number) {
        return indexes[number].index();
    }

    /** The entry that a row should have, or null when the index's predicate leaves it out. */
    public @Nullable Entry entry(int number, @Nullable Object[] row, byte[] rowKey, ExecutionContext context) {
        IndexWriter.Entry entry = indexes[number].entry(row, rowKey, context);
        return entry == null ? null : new Entry(entry.key(), entry.value(), distinctBytes(number, entry));
    }

    /** Entries of deferrable keys are stored like those that may be equal; at rest they are not. */
    private int distinctBytes(int number, IndexWriter.Entry entry) {
        Index index = indexes[number].index();
        if (entry.unique()) {
            return entry.key().length;
        }
        if (!indexes[number].isDeferrable()
                || !index.nullsNotDistinct() && Arrays.asList(entry.values()).contains(null)) {
            return 0;
        }
        return indexes[number].format().keys().sizeOf(entry.key(), 0, entry.key().length);
    }

    /** The key of the row that a stored entry points at. */
    public byte[] rowKey(int number, byte[] entryKey, byte[] entryValue) {
        return indexes[number].format().rowKey(entryKey, 0, entryKey.length, entryValue, 0, entryValue.length);
    }

    /** What NOT NULL and CHECK say against a row, or null. */
    public @Nullable String violation(@Nullable Object[] row, ExecutionContext context) {
        try {
            checks.check(row, context);
            return null;
        } catch (SqlStateException e) {
            if (e.state() == SqlState.NOT_NULL_VIOLATION) {
                return "column \"" + e.column() + "\" is null";
            }
            return e.state() == SqlState.CHECK_VIOLATION
                    ? "check constraint \"" + e.constraint() + "\" is violated"
                    : "its constraints cannot be evaluated: " + e.text();
        }
    }

    /** What the table's foreign keys say against a row. */
    public List<String> dangling(@Nullable Object[] row, ExecutionContext context) {
        List<String> found = new ArrayList<>(0);
        for (ReferenceInspection reference : references) {
            String problem = reference.problem(row, context);
            if (problem != null) {
                found.add(problem);
            }
        }
        return found;
    }

    /** The row for people: its primary key's values, or its number. */
    public String describe(byte[] rowKey, ExecutionContext context) {
        if (format.numbered()) {
            return rowKey.length == 8 ? "row number " + ByteBuffer.wrap(rowKey).getLong() : "row with malformed number";
        }
        @Nullable
        Object[] values = new @Nullable Object[format.table().primaryKey().size()];
        int[] positions = new int[values.length];
        Arrays.setAll(positions, i -> i);
        try {
            Objects.requireNonNull(format.keyFormat()).decode(rowKey, 0, rowKey.length, positions, values);
            return "row " + primaryKey.of(values, context);
        } catch (RuntimeException e) {
            // a damaged key, or one of a type that cannot be read back from keys
            return "row with key " + HexFormat.of().formatHex(rowKey);
        }
    }
}
