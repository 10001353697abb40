package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.expression.ScalarTree;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.table.IndexFormats;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps the entries of one secondary index. Immutable. */
final class IndexWriter {
    /** PostgreSQL refuses keys above about a third of a page; the store could take more. */
    private static final int KEY_BYTES_MAX = 8191;

    private final Table table;
    private final Index index;
    private final IndexFormat format;
    private final Evaluator[] keys;
    private final @Nullable Evaluator predicate;
    private final ConstraintErrors.KeyDescription description;
    /** Positions of the full row that an entry depends on. */
    private final BitSet inputs;

    private final @Nullable UniqueCheck uniqueCheck;

    /** An entry as it is stored, with the key columns' values for messages. */
    record Entry(@Nullable Object[] values, boolean unique, byte[] key, byte[] value) {}

    /** @param newCell gives out state cells of the context */
    IndexWriter(Table table, TableChange.IndexTarget target, ExpressionCompiler expressions, IntSupplier newCell) {
        this.table = table;
        this.index = target.index();
        this.format = IndexFormats.of(table, index);
        this.keys = expressions.compile(target.keys());
        this.predicate = expressions.compileIfPresent(target.predicate());
        this.description = new ConstraintErrors.KeyDescription(
                names(table, index), target.keys().stream().map(Scalar::type).toList());
        this.inputs = ScalarTree.inputs(target.keys());
        if (target.predicate() != null) {
            inputs.or(ScalarTree.inputs(target.predicate()));
        }
        index.included().forEach(number -> inputs.set(number - 1));
        this.uniqueCheck = UniqueCheck.of(table, index, newCell);
    }

    private static List<String> names(Table table, Index index) {
        List<String> names = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            names.add(key.column() > 0 ? table.column(key.column()).name() : String.valueOf(key.expressionSql()));
        }
        return names;
    }

    Index index() {
        return index;
    }

    IndexFormat format() {
        return format;
    }

    /** Whether an entry can change when these positions of the row do. */
    boolean dependsOn(BitSet positions) {
        return inputs.intersects(positions);
    }

    /** The entry of a row, or null when the index's predicate leaves the row out. */
    @Nullable
    Entry entry(@Nullable Object[] row, byte[] rowKey, ExecutionContext context) {
        if (!Rows.holds(predicate, row, context)) {
            return null;
        }
        @Nullable Object[] values = Rows.evaluate(keys, row, context);
        boolean unique = format.uniqueFor(values);
        byte[] key = format.key(values, unique, rowKey);
        checkKeySize(key, index.name());
        return new Entry(values, unique, key, format.value(unique, rowKey, row));
    }

    /** 54000 when a key is too large. */
    static void checkKeySize(byte[] key, String index) {
        if (key.length > KEY_BYTES_MAX) {
            throw new SqlStateException(
                            SqlState.PROGRAM_LIMIT_EXCEEDED,
                            "index row size " + key.length + " exceeds maximum " + KEY_BYTES_MAX + " for index \""
                                    + index + "\"")
                    .withHint("Values larger than 1/3 of a buffer page cannot be indexed.\n"
                            + "Consider a function index of an MD5 hash of the value, or use full text indexing.");
        }
    }

    void insert(@Nullable Object[] row, byte[] rowKey, ExecutionContext context) {
        if (!index.ready()) {
            return;
        }
        Entry entry = entry(row, rowKey, context);
        if (entry != null) {
            insert(entry, context);
        }
    }

    private void insert(Entry entry, ExecutionContext context) {
        if (!entry.unique) {
            context.statement().put(index.spaceId(), entry.key, entry.value);
            if (uniqueCheck != null) {
                uniqueCheck.written(entry.values, context);
            }
        } else if (context.statement().insert(index.spaceId(), entry.key, entry.value, LockWait.BLOCK) != null) {
            throw ConstraintErrors.unique(table, index.name(), description, entry.values, context);
        }
    }

    void delete(@Nullable Object[] row, byte[] rowKey, ExecutionContext context) {
        Entry entry = entry(row, rowKey, context);
        if (entry != null) {
            delete(entry, rowKey, context);
        }
    }

    /** In an index that is not complete, another row of an equal key may have the entry. */
    private void delete(Entry entry, byte[] rowKey, ExecutionContext context) {
        if (!index.valid() && entry.unique) {
            byte[] existing = context.statement().get(index.spaceId(), entry.key, Access.LATEST);
            if (existing == null || !Arrays.equals(IndexFormat.rowKeyOfUniqueEntry(existing), rowKey)) {
                return;
            }
        }
        context.statement().delete(index.spaceId(), entry.key);
    }

    /** Replaces the entry of a row, where it is another one now. */
    void update(
            @Nullable Object[] oldRow,
            byte[] oldKey,
            @Nullable Object[] newRow,
            byte[] newKey,
            ExecutionContext context) {
        Entry before = entry(oldRow, oldKey, context);
        Entry after = entry(newRow, newKey, context);
        if (before != null && after != null && Arrays.equals(before.key, after.key)) {
            if (!index.valid()) {
                delete(before, oldKey, context);
                insert(newRow, newKey, context);
            } else if (!Arrays.equals(before.value, after.value)) {
                context.statement().put(index.spaceId(), after.key, after.value);
            }
            return;
        }
        if (before != null) {
            delete(before, oldKey, context);
        }
        if (after != null && index.ready()) {
            insert(after, context);
        }
    }

    /**
     * The error for an entry whose key exists.
     *
     * @param value of the entry, which names its row
     * @param building while the index is being built
     */
    SqlStateException exists(byte[] value, boolean building, TableWriter writer, ExecutionContext context) {
        @Nullable Object[] row = TableLoad.read(writer, IndexFormat.rowKeyOfUniqueEntry(value), context);
        if (row == null) {
            throw new SqlStateException(
                    SqlState.INTERNAL_ERROR, "entry of index \"" + index.name() + "\" points at no row");
        }
        @Nullable Object[] values = Rows.evaluate(keys, row, context);
        return building
                ? ConstraintErrors.duplicated(table, index.name(), description, values, context)
                : ConstraintErrors.unique(table, index.name(), description, values, context);
    }

    /** Whether equal entries may be there for a while. */
    boolean isDeferrable() {
        return uniqueCheck != null;
    }

    /** 23505 when the index was built with equal entries of a deferrable key. */
    void requireDistinct(ExecutionContext context) {
        if (uniqueCheck != null) {
            uniqueCheck.requireDistinct(context);
        }
    }
}
