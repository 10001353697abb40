package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps other definitions away from a table over several transactions of one statement, by a transaction of its own that
 * holds the lock of the table's definition and nothing else. Neither reads nor writes of the table are hindered.
 */
final class DefinitionGuard implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    private final StorageTransaction holder;

    DefinitionGuard(DdlContext context, int tableOid) {
        // Without a snapshot: versions and commit log need not be kept for it.
        holder = context.store()
                .begin(TransactionOptions.DEFAULT
                        .withIsolation(Isolation.READ_COMMITTED)
                        .withLabel(context.transaction().options().label()));
        try (StorageStatement statement = holder.beginStatement()) {
            // Not a wait of the store, which the session could not cancel.
            while (!statement.lock(Spaces.CATALOG, Locks.definitionKey(tableOid), LockMode.UPDATE, LockWait.SKIP)) {
                pause(context);
            }
        } catch (Throwable e) {
            holder.rollback();
            throw e;
        }
    }

    /**
     * Waits until every transaction has ended that may write to a space at this moment. Those that come later see the catalog
     * as it is now: they look at it after they have got their lock.
     */
    void awaitWriters(DdlContext context, int space) {
        Set<Long> writers = writers(context, space);
        writers.remove(context.transaction().id());
        while (!writers.isEmpty()) {
            for (TransactionInfo info : context.store().transactions()) {
                TransactionInfo.Waiting waits = info.waitsFor();
                if (writers.contains(info.id())
                        && waits != null
                        && waits.blockers().stream().anyMatch(blocker -> blocker.transaction() == holder.id())) {
                    throw new SqlStateException(SqlState.T_R_DEADLOCK_DETECTED, "deadlock detected")
                            .withDetail("A transaction that has written to the table waits to change its definition.");
                }
            }
            pause(context);
            writers.retainAll(writers(context, space));
        }
    }

    private static Set<Long> writers(DdlContext context, int space) {
        Set<Long> writers = new HashSet<>();
        for (LockInfo lock : context.store().locks()) {
            if (lock.granted() && lock.space() == space && lock.key() == null && lock.transaction() != 0) {
                writers.add(lock.transaction());
            }
        }
        return writers;
    }

    private static void pause(DdlContext context) {
        context.statement().checkCanceled();
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Override
    public void close() {
        holder.rollback();
    }
}
