package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.StorageException;

/**
 * Constraints look at the newest state, which may be newer than what a serializable transaction has read. Before it is told
 * of a violation, its reads must hold there: else it would get an error that cannot happen in any serial order.
 */
final class SnapshotAge {
    private SnapshotAge() {}

    /** Moves to the newest snapshot, or has the statement run again, which ends with 40001 if earlier reads do not hold. */
    static void requireFresh(ExecutionContext context) {
        if (context.transaction().options().isolation() == Isolation.SERIALIZABLE
                && !context.transaction().refresh()) {
            throw new StorageException.StatementRetry("a constraint met rows that are newer than what was read");
        }
    }
}
