package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ON CONFLICT: asks the deciding unique keys before anything is written, in the newest committed state and under locks, so
 * that nothing read at an older snapshot has to hold and racing commands queue instead of failing. Immutable.
 *
 * <p>A key that is not there is locked as an insert would lock it: whoever is about to bring it is waited for, and nobody
 * else can bring it before this transaction ends. A key that is there is locked as weakly as the action allows: DO NOTHING
 * only keeps it from vanishing, DO UPDATE takes the lock of an UPDATE on the row.
 */
final class ConflictResolution {
    private static final Access NEWEST_CLAIMED = new Access(Access.Reading.LATEST, LockMode.UPDATE, LockWait.BLOCK);
    private static final Access NEWEST_KEPT = new Access(Access.Reading.LATEST, LockMode.KEY_SHARE, LockWait.BLOCK);

    private final TableWriter writer;
    private final boolean primaryKeyDecides;
    private final IndexWriter[] deciding;
    private final ConflictAction.@Nullable Update update;
    private final Assignments values;
    private final @Nullable Evaluator where;
    private final TableWriter.@Nullable UpdateScope scope;
    /** How an existing row is locked. */
    private final Access existingAccess;

    private final TableFormat.Decoder wholeRow;

    ConflictResolution(ConflictAction action, TableWriter writer, ExpressionCompiler expressions) {
        this.writer = writer;
        List<Integer> arbiters = action.arbiterIndexes();
        List<Integer> ofIndexes = new ArrayList<>();
        List<IndexWriter> found = new ArrayList<>();
        for (IndexWriter index : writer.indexes()) {
            Index object = index.index();
            ofIndexes.add(object.oid());
            if (arbiters.isEmpty() ? object.unique() : arbiters.contains(object.oid())) {
                found.add(index);
            }
        }
        this.deciding = found.toArray(IndexWriter[]::new);
        this.primaryKeyDecides =
                !writer.format().numbered() && (arbiters.isEmpty() || !ofIndexes.containsAll(arbiters));
        this.update = action.update();
        List<ConflictAction.Assignment> assignments = update == null ? List.of() : update.assignments();
        this.values = new Assignments(assignments, expressions);
        this.where = update == null ? null : expressions.compileIfPresent(update.where());
        BitSet assigned = Assignments.positions(assignments);
        this.scope = update == null ? null : writer.scope(assigned);
        this.existingAccess = update == null
                ? NEWEST_KEPT
                : new Access(Access.Reading.LATEST, TableWriter.UPDATE_LOCK, LockWait.BLOCK);
        this.wholeRow = writer.format()
                .decoder(writer.table().columns().stream().map(Column::number).toList());
    }

    /** Whether the action is DO UPDATE. */
    boolean updates() {
        return update != null;
    }

    /** A row that is there already, locked. */
    record Existing(byte[] key, @Nullable Object[] row) {}

    /** The row that the new row conflicts with, or null: then its keys are locked and free. */
    @Nullable
    Existing findExisting(@Nullable Object[] row, ExecutionContext context) {
        if (primaryKeyDecides) {
            byte[] key = writer.format().key(row);
            byte[] found = findRow(key, context);
            if (found != null) {
                return new Existing(key, decode(key, found));
            }
        }
        for (IndexWriter index : deciding) {
            // the row has no key yet; that of a conflicting row is in the entry
            IndexWriter.Entry entry = index.entry(row, new byte[0], context);
            Existing found = entry == null || !entry.unique() ? null : findByEntry(index, entry.key(), context);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private byte @Nullable [] findRow(byte[] key, ExecutionContext context) {
        int space = writer.format().space();
        if (context.statement().get(space, key, Access.LATEST) != null) {
            byte[] kept = context.statement().get(space, key, existingAccess);
            if (kept != null) {
                return kept;
            }
        }
        return context.statement().get(space, key, NEWEST_CLAIMED);
    }

    /** An entry may come to point at another row, or the row to have another key, until the row is locked. */
    private @Nullable Existing findByEntry(IndexWriter index, byte[] entryKey, ExecutionContext context) {
        int space = index.index().spaceId();
        byte[] entry = context.statement().get(space, entryKey, Access.LATEST);
        while (true) {
            if (entry == null) {
                entry = context.statement().get(space, entryKey, NEWEST_CLAIMED);
                if (entry == null) {
                    return null;
                }
            }
            byte[] rowKey = IndexFormat.rowKeyOfUniqueEntry(entry);
            byte[] value = context.statement().get(writer.format().space(), rowKey, existingAccess);
            byte[] now = context.statement().get(space, entryKey, Access.LATEST);
            if (value != null && now != null && Arrays.equals(rowKey, IndexFormat.rowKeyOfUniqueEntry(now))) {
                return new Existing(rowKey, decode(rowKey, value));
            }
            entry = now;
        }
    }

    private @Nullable Object[] decode(byte[] key, byte[] value) {
        @Nullable Object[] row = new @Nullable Object[writer.table().columns().size()];
        wholeRow.decode(key, value, row);
        return row;
    }

    /** DO UPDATE of an existing row; answers the row as it is then, or null when WHERE says no. */
    @Nullable
    Object @Nullable [] update(
            Existing found, @Nullable Object[] excluded, @Nullable TouchedRows touched, ExecutionContext context) {
        TableWriter.UpdateScope what = Objects.requireNonNull(scope, "DO NOTHING updates nothing");
        byte[] key = found.key();
        if (touched != null && touched.contains(key)) {
            throw new SqlStateException(
                            SqlState.CARDINALITY_VIOLATION,
                            "ON CONFLICT DO UPDATE command cannot affect row a second time")
                    .withHint("Ensure that no rows proposed for insertion within the same command have duplicate"
                            + " constrained values.");
        }
        @Nullable Object[] existing = found.row();
        @Nullable Object[] both = Rows.concat(existing, excluded);
        if (!Rows.holds(where, both, context)) {
            return null;
        }
        @Nullable Object[] changed = existing.clone();
        values.apply(both, changed, context);
        writer.check(changed, context);
        byte[] newKey = writer.update(key, existing, changed, what, context);
        if (touched != null) {
            touched.add(newKey);
        }
        return changed;
    }
}
