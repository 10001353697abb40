package io.trefoil.jdbc.statement;

import java.lang.reflect.Array;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Batches of a prepared statement in autocommit mode: one transaction, all rows or none. After an error every count is
 * {@link Statement#EXECUTE_FAILED}, because nothing of the batch is there.
 */
final class Batches {
    private Batches() {}

    /**
     * Runs a batch, in a transaction of its own when the connection has none.
     *
     * @param <T> the array of counts
     */
    static <T> T atomically(BaseConnection base, Execution<T> batch) throws SQLException {
        if (!base.getAutoCommit() || base.getTransactionState() != TransactionState.IDLE) {
            return batch.run();
        }
        base.setAutoCommit(false);
        T counts;
        try {
            counts = batch.run();
            commit(base, Array.getLength(counts));
        } catch (SQLException | RuntimeException e) {
            undo(base, e);
            throw e;
        }
        base.setAutoCommit(true);
        return counts;
    }

    private static void commit(BaseConnection base, int rows) throws SQLException {
        try {
            base.commit();
        } catch (SQLException e) {
            long[] counts = new long[rows];
            Arrays.fill(counts, Statement.EXECUTE_FAILED);
            BatchUpdateException failed =
                    new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e);
            failed.setNextException(e);
            throw failed;
        }
    }

    private static void undo(BaseConnection base, Exception error) {
        try {
            if (!base.isClosed()) {
                base.rollback();
                base.setAutoCommit(true);
            }
        } catch (SQLException lost) {
            error.addSuppressed(lost);
        }
    }
}
