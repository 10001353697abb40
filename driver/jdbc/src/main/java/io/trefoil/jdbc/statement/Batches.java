package io.trefoil.jdbc.statement;

import io.trefoil.jdbc.link.Batch;
import io.trefoil.jdbc.link.Link;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Batches. Of a prepared statement: one round trip, one transaction in autocommit mode, exact counts. The link lets all
 * entries travel in one series, which without a block is a transaction of its own; where it cannot (simple protocol, inserts
 * that pgjdbc rewrites) the batch gets BEGIN and COMMIT. After an error every count is {@link Statement#EXECUTE_FAILED},
 * because nothing of the batch is there, or will be once its block is rolled back.
 */
final class Batches {
    private final BaseConnection base;
    private final Link link;

    Batches(BaseConnection base, Link link) {
        this.base = base;
        this.link = link;
    }

    /**
     * Runs a batch.
     *
     * @param sql of each of its entries
     */
    long[] run(int entries, String sql, Execution<long[]> execution) throws SQLException {
        try {
            if (isOneSeries(sql)) {
                return inOneSeries(entries, execution);
            }
            return inTransaction(execution);
        } catch (SQLException e) {
            throw nothingDone(e, entries, e.getMessage());
        }
    }

    /** Runs a batch of texts, each of which may run in a block. */
    long[] runTexts(int entries, Execution<long[]> execution) throws SQLException {
        try {
            return inTransaction(execution);
        } catch (SQLException e) {
            throw nothingDone(e, entries, e.getMessage());
        }
    }

    /** Whether pgjdbc sends one Execute for each entry: the link counts them. */
    private boolean isOneSeries(String sql) {
        return Texts.isChange(sql)
                && base.getAutosave() == AutoSave.NEVER
                && base.getPreferQueryMode() != PreferQueryMode.SIMPLE
                && !base.getQueryExecutor().isReWriteBatchedInsertsEnabled();
    }

    private long[] inOneSeries(int entries, Execution<long[]> execution) throws SQLException {
        Batch batch = link.beginBatch(entries);
        try {
            long[] counts = execution.run();
            return batch.isUsed() ? batch.counts() : counts;
        } catch (BatchUpdateException e) {
            if (batch.isUsed() && e.getCause() instanceof SQLException cause) {
                throw nothingDone(
                        e, entries, "Batch entry " + batch.failedEntry() + " was aborted: " + cause.getMessage());
            }
            throw e;
        } finally {
            link.endBatch();
        }
    }

    /** In that of the connection, or in one of its own. */
    private long[] inTransaction(Execution<long[]> execution) throws SQLException {
        if (!base.getAutoCommit() || base.getTransactionState() != TransactionState.IDLE) {
            return execution.run();
        }
        base.setAutoCommit(false);
        long[] counts;
        try {
            counts = execution.run();
            base.commit();
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
        base.setAutoCommit(true);
        return counts;
    }

    private void undo(Exception error) {
        try {
            if (!base.isClosed()) {
                base.rollback();
                base.setAutoCommit(true);
            }
        } catch (SQLException lost) {
            error.addSuppressed(lost);
        }
    }

    private static BatchUpdateException nothingDone(SQLException error, int entries, @Nullable String message) {
        long[] counts = new long[entries];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        Throwable cause = error instanceof BatchUpdateException ? error.getCause() : error;
        BatchUpdateException failed =
                new BatchUpdateException(message, error.getSQLState(), error.getErrorCode(), counts, cause);
        failed.setStackTrace(error.getStackTrace());
        SQLException next = error instanceof BatchUpdateException ? error.getNextException() : error;
        if (next != null) {
            failed.setNextException(next);
        }
        return failed;
    }

    /** The counts as {@link Statement#executeBatch} gives them. */
    static int[] narrow(long[] counts) {
        int[] narrow = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            narrow[i] = counts[i] > Integer.MAX_VALUE ? Statement.SUCCESS_NO_INFO : (int) counts[i];
        }
        return narrow;
    }
}
