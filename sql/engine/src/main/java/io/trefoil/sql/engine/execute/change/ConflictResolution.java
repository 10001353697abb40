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
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ON CONFLICT: asks the deciding unique keys before anything is written. A key that is not there is locked, so that nobody
 * else can bring it before this transaction ends. Immutable.
 */
final class ConflictResolution {
    private static final Access NEWEST_LOCKED = new Access(Access.Reading.LATEST, LockMode.UPDATE, LockWait.BLOCK);

    private final TableWriter writer;
    private final boolean primaryKeyDecides;
    private final IndexWriter[] deciding;
    private final ConflictAction.@Nullable Update update;
    private final int[] targets;
    private final Evaluator[] values;
    private final @Nullable Evaluator where;
    private final TableWriter.@Nullable UpdateScope scope;
    private final Access updateAccess;
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
        this.targets = assignments.stream()
                .mapToInt(assignment -> assignment.column() - 1)
                .toArray();
        this.values = expressions.compile(
                assignments.stream().map(ConflictAction.Assignment::value).toList());
        this.where = update == null ? null : expressions.compileIfPresent(update.where());
        BitSet assigned = Update.positions(assignments);
        this.scope = update == null ? null : writer.scope(assigned);
        this.updateAccess = new Access(Access.Reading.LATEST, writer.lockForUpdate(assigned), LockWait.BLOCK);
        this.wholeRow = writer.format()
                .decoder(writer.table().columns().stream().map(Column::number).toList());
    }

    /** Whether the action is DO UPDATE. */
    boolean updates() {
        return update != null;
    }

    /** The key of a row that the new row conflicts with, or null. */
    byte @Nullable [] findExisting(@Nullable Object[] row, ExecutionContext context) {
        if (primaryKeyDecides) {
            byte[] key = writer.format().key(row);
            if (find(writer.format().space(), key, context) != null) {
                return key;
            }
        }
        for (IndexWriter index : deciding) {
            // the row has no key yet; that of a conflicting row is in the entry
            IndexWriter.Entry entry = index.entry(row, new byte[0], context);
            byte[] found =
                    entry == null || !entry.unique() ? null : find(index.index().spaceId(), entry.key(), context);
            if (found != null) {
                return IndexFormat.rowKeyOfUniqueEntry(found);
            }
        }
        return null;
    }

    /** What is in the snapshot decides without a lock, for nobody can take it away unnoticed; else the newest state does. */
    private static byte @Nullable [] find(int space, byte[] key, ExecutionContext context) {
        byte[] seen = context.statement().get(space, key, Access.READ);
        return seen != null ? seen : context.statement().get(space, key, NEWEST_LOCKED);
    }

    /** DO UPDATE of an existing row; answers the row as it is then, or null when WHERE says no. */
    @Nullable
    Object @Nullable [] update(
            byte[] key, @Nullable Object[] excluded, @Nullable TouchedRows touched, ExecutionContext context) {
        TableWriter.UpdateScope what = scope;
        byte[] value = context.statement().get(writer.format().space(), key, updateAccess);
        if (what == null || value == null) {
            throw new StorageException.StatementRetry("the row that ON CONFLICT found was deleted");
        }
        if (touched != null && touched.contains(key)) {
            throw new SqlStateException(
                            SqlState.CARDINALITY_VIOLATION,
                            "ON CONFLICT DO UPDATE command cannot affect row a second time")
                    .withHint("Ensure that no rows proposed for insertion within the same command have duplicate"
                            + " constrained values.");
        }
        @Nullable Object[] existing = new @Nullable Object[excluded.length];
        wholeRow.decode(key, value, existing);
        @Nullable Object[] both = Rows.concat(existing, excluded);
        if (!Rows.holds(where, both, context)) {
            return null;
        }
        @Nullable Object[] changed = existing.clone();
        for (int i = 0; i < targets.length; i++) {
            changed[targets[i]] = values[i].evaluate(both, context);
        }
        writer.check(changed, context);
        byte[] newKey = writer.update(key, existing, changed, what, context);
        if (touched != null) {
            touched.add(newKey);
        }
        return changed;
    }
}
