package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table with all that belongs to them: checks, the row itself, its index entries, and what foreign keys
 * want to know. Immutable; made once a plan.
 *
 * <p>Full rows hold all columns by attnum, dropped ones as null.
 */
public final class TableWriter {
    /**
     * The lock that rows are found with before they are changed. When a key that others may refer to turns out to change,
     * {@link #update} takes the strong one: a statement that writes all columns as they are stops nobody from referring to
     * the row.
     */
    public static final LockMode UPDATE_LOCK = LockMode.NO_KEY_UPDATE;

    private final TableFormat format;
    private final TableFormat.Decoder decoder;
    private final RowChecks checks;
    private final IndexWriter[] indexes;
    private final ForeignKeys foreignKeys;
    private final String primaryKeyName;
    private final ConstraintErrors.KeyDescription primaryKey;
    private final BitSet keyPositions = new BitSet();

    TableWriter(TableChange change, ForeignKeys foreignKeys, ExpressionCompiler expressions, IntSupplier newCell) {
        Table table = change.table();
        this.format = new TableFormat(table);
        int[] positions = new int[table.columns().size()];
        Arrays.setAll(positions, i -> i);
        this.decoder =
                format.decoder(table.columns().stream().map(Column::number).toList(), positions);
        this.checks = new RowChecks(change, expressions);
        List<IndexWriter> writers = new ArrayList<>();
        for (TableChange.IndexTarget target : change.indexes()) {
            Index index = target.index();
            if (index.spaceId() != 0) {
                writers.add(new IndexWriter(table, target, expressions, newCell));
            }
            if (index.unique() && index.predicateSql() == null) {
                index.keys().stream()
                        .filter(key -> key.column() > 0)
                        .forEach(key -> keyPositions.set(key.column() - 1));
            }
        }
        this.indexes = writers.toArray(IndexWriter[]::new);
        this.foreignKeys = foreignKeys;
        this.primaryKeyName = primaryKeyName(table);
        this.primaryKey = new ConstraintErrors.KeyDescription(
                table.primaryKey().stream()
                        .map(number -> table.column(number).name())
                        .toList(),
                table.primaryKey().stream()
                        .map(number -> table.column(number).type())
                        .toList());
        table.primaryKey().forEach(number -> keyPositions.set(number - 1));
    }

    private static String primaryKeyName(Table table) {
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Key key && key.primary()) {
                return key.name();
            }
        }
        return table.name() + "_pkey";
    }

    public TableFormat format() {
        return format;
    }

    Table table() {
        return format.table();
    }

    IndexWriter[] indexes() {
        return indexes;
    }

    ForeignKeys foreignKeys() {
        return foreignKeys;
    }

    /** Whether rows may be written in any order, and found to exist at the end of the statement only. */
    boolean loadable() {
        return Arrays.stream(indexes).noneMatch(IndexWriter::isDeferrable);
    }

    /** A full row from its stored form. */
    @Nullable
    Object[] decode(byte[] key, byte[] value) {
        @Nullable Object[] row = new @Nullable Object[table().columns().size()];
        decoder.decode(key, value, row);
        return row;
    }

    /** What an UPDATE that assigns these positions has to do beside writing the row. */
    UpdateScope scope(BitSet assigned) {
        boolean movesRow = table().primaryKey().stream().anyMatch(number -> assigned.get(number - 1));
        IndexWriter[] affected = movesRow
                ? indexes
                : Arrays.stream(indexes)
                        .filter(index -> index.dependsOn(assigned))
                        .toArray(IndexWriter[]::new);
        BitSet keys = (BitSet) keyPositions.clone();
        keys.and(assigned);
        return new UpdateScope(
                movesRow,
                affected,
                foreignKeys.concerns(assigned),
                keys.stream().toArray());
    }

    /**
     * What an update can touch.
     *
     * @param movesRow whether the primary key may change
     * @param indexes whose entries may change
     * @param references whether a foreign key looks at what changes, from either side
     * @param keys positions that others may refer to
     */
    record UpdateScope(boolean movesRow, IndexWriter[] indexes, boolean references, int[] keys) {}

    /** NOT NULL and CHECK. */
    void check(@Nullable Object[] row, ExecutionContext context) {
        checks.check(row, context);
    }

    /** Writes a checked row that must not be there yet; answers its key. 23505 when a unique key exists. */
    byte[] insert(@Nullable Object[] row, ExecutionContext context) {
        byte[] key = insertRow(row, context);
        for (IndexWriter index : indexes) {
            index.insert(row, key, context);
        }
        foreignKeys.inserted(row, context);
        return key;
    }

    private byte[] insertRow(@Nullable Object[] row, ExecutionContext context) {
        byte[] value = format.value(row);
        if (format.numbered()) {
            byte[] key = TableFormat.numberKey(context.resources().rowNumbers().next(format.space()));
            context.statement().put(format.space(), key, value);
            return key;
        }
        byte[] key = key(row);
        if (context.statement().insert(format.space(), key, value, LockWait.BLOCK) != null) {
            throw primaryKeyExists(row, context);
        }
        return key;
    }

    /** The row's key by its primary key; 54000 when it is too large. */
    byte[] key(@Nullable Object[] row) {
        byte[] key = format.key(row);
        IndexWriter.checkKeySize(key, primaryKeyName);
        return key;
    }

    private SqlStateException primaryKeyExists(@Nullable Object[] row, ExecutionContext context) {
        return primaryKeyExists(row, false, context);
    }

    /** The error for a row whose primary key exists; {@code building} while a table is being rewritten. */
    SqlStateException primaryKeyExists(@Nullable Object[] row, boolean building, ExecutionContext context) {
        @Nullable
        Object[] values =
                table().primaryKey().stream().map(number -> row[number - 1]).toArray();
        return building
                ? ConstraintErrors.duplicated(table(), primaryKeyName, primaryKey, values, context)
                : ConstraintErrors.unique(table(), primaryKeyName, primaryKey, values, context);
    }

    /** Replaces a locked row by a checked one; answers the row's key, which is another one when the primary key changed. */
    byte[] update(
            byte[] key,
            @Nullable Object[] oldRow,
            @Nullable Object[] newRow,
            UpdateScope scope,
            ExecutionContext context) {
        if (scope.keys.length > 0 && differ(oldRow, newRow, scope.keys)) {
            context.statement().lock(format.space(), key, LockMode.UPDATE, LockWait.BLOCK);
        }
        byte[] newKey = scope.movesRow && !format.numbered() ? key(newRow) : key;
        if (newKey == key || Arrays.equals(newKey, key)) {
            context.statement().put(format.space(), key, format.value(newRow));
            newKey = key;
        } else {
            if (context.statement().insert(format.space(), newKey, format.value(newRow), LockWait.BLOCK) != null) {
                throw primaryKeyExists(newRow, context);
            }
            context.statement().delete(format.space(), key);
        }
        for (IndexWriter index : scope.indexes) {
            index.update(oldRow, key, newRow, newKey, context);
        }
        if (scope.references) {
            foreignKeys.updated(oldRow, newRow, context);
        }
        return newKey;
    }

    private boolean differ(@Nullable Object[] oldRow, @Nullable Object[] newRow, int[] positions) {
        for (int position : positions) {
            Object a = oldRow[position];
            Object b = newRow[position];
            if (a == null || b == null
                    ? a != b
                    : !table().columns().get(position).type().equal(a, b)) {
                return true;
            }
        }
        return false;
    }

    /** Removes a locked row. */
    void delete(byte[] key, @Nullable Object[] row, ExecutionContext context) {
        context.statement().delete(format.space(), key);
        for (IndexWriter index : indexes) {
            index.delete(row, key, context);
        }
        foreignKeys.deleted(row, context);
    }
}
