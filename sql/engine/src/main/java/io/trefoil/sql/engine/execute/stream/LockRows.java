package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.algebra.LockStrength;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SELECT ... FOR UPDATE and the like: locks the rows that pass. The store makes sure that a locked row is the newest one,
 * or asks for the statement to be run again. SKIP LOCKED passes over rows that others hold or have changed since they were
 * read; its reads are not recorded ({@code PlanCompilation}), so that it conflicts with nobody.
 */
public final class LockRows implements Executable {
    private final Executable input;
    private final Lock[] locks;

    private record Lock(String table, int space, int column, LockMode mode, LockWait waiting) {}

    public LockRows(Executable input, List<Rel.LockRows.Target> targets) {
        this.input = input;
        this.locks = targets.stream()
                .map(target -> new Lock(
                        target.table().name(),
                        target.table().spaceId(),
                        target.rowKeyColumn(),
                        mode(target.strength()),
                        waiting(target.waiting())))
                .toArray(Lock[]::new);
    }

    /** The store's name of a lock strength. */
    public static LockMode mode(LockStrength strength) {
        return switch (strength) {
            case KEY_SHARE -> LockMode.KEY_SHARE;
            case SHARE -> LockMode.SHARE;
            case NO_KEY_UPDATE -> LockMode.NO_KEY_UPDATE;
            case UPDATE -> LockMode.UPDATE;
        };
    }

    private static LockWait waiting(io.trefoil.sql.engine.algebra.LockWait waiting) {
        return switch (waiting) {
            case BLOCK -> LockWait.BLOCK;
            case NOWAIT -> LockWait.NOWAIT;
            case SKIP_LOCKED -> LockWait.SKIP;
        };
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        long version = context.statement().snapshotVersion();
        return new InputCursor(input.open(context), context) {
            @Override
            public @Nullable Object @Nullable [] next() {
                for (@Nullable Object[] row = input.next(); row != null; row = input.next()) {
                    if (lock(row, context, version)) {
                        return row;
                    }
                }
                return null;
            }
        };
    }

    /** False when a row is locked by others and may be skipped. */
    private boolean lock(@Nullable Object[] row, ExecutionContext context, long version) {
        for (Lock lock : locks) {
            // the null-extended side of an outer join has no row to lock
            if (row[lock.column] instanceof byte[] key && !lock(lock, key, context, version)) {
                return false;
            }
        }
        return true;
    }

    private static boolean lock(Lock lock, byte[] key, ExecutionContext context, long version) {
        if (lock.waiting == LockWait.SKIP) {
            return context.statement().lockUnchanged(lock.space, key, lock.mode, version);
        }
        try {
            return context.statement().lock(lock.space, key, lock.mode, lock.waiting);
        } catch (StorageException.LockNotAvailable e) {
            if (e.timedOut()) {
                throw e;
            }
            throw new SqlStateException(
                    SqlState.LOCK_NOT_AVAILABLE, "could not obtain lock on row in relation \"" + lock.table + "\"");
        }
    }
}
