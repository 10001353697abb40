package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.api.TransactionBody;
import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.link.Link;
import io.trefoil.jdbc.link.RetryBudget;
import io.trefoil.jdbc.link.RetryEvents;
import io.trefoil.jdbc.statement.Errors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Work as a transaction that is run again when it fails with 40001 or 40P01. The link below leaves such failures to us
 * while it runs: it would repeat the statements and give up when their answers have changed, where repeating the work does
 * no harm. Batches and lost connections stay the link's; all spend one budget.
 */
final class Transactions {
    /** No isolation was asked for. */
    static final int SAME_ISOLATION = -1;

    private static final String RESTART = "ROLLBACK TO SAVEPOINT cockroach_restart";

    private final DriverConnection connection;
    private final BaseConnection base;
    private final Link link;
    private boolean running;

    Transactions(DriverConnection connection, BaseConnection base, Link link) {
        this.connection = connection;
        this.base = base;
        this.link = link;
    }

    <T extends @Nullable Object> T run(int isolation, TransactionBody<T> body) throws SQLException {
        try {
            if (running || base.getTransactionState() != TransactionState.IDLE) {
                checkIsolation(isolation);
                return body.run(connection);
            }
            return outermost(isolation, body);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    /** What is joined must be at least as strict as what was asked for. */
    private void checkIsolation(int wanted) throws SQLException {
        if (wanted != SAME_ISOLATION && base.getTransactionIsolation() < wanted) {
            throw new SQLException("the transaction that is open has a weaker isolation than was asked for", "25001");
        }
    }

    private <T extends @Nullable Object> T outermost(int isolation, TransactionBody<T> body) throws SQLException {
        String begin = begin(isolation);
        boolean autoCommit = base.getAutoCommit();
        running = true;
        link.budget().hold();
        try {
            base.setAutoCommit(false);
            return attempts(begin, body);
        } finally {
            running = false;
            link.budget().release();
            if (!base.isClosed()) {
                base.setAutoCommit(autoCommit);
            }
        }
    }

    private <T extends @Nullable Object> T attempts(String begin, TransactionBody<T> body) throws SQLException {
        TransactionRetry last = null;
        while (true) {
            try {
                if (!begin.isEmpty()) {
                    execute(begin);
                }
                T result = body.run(connection);
                connection.session().settle();
                base.commit();
                if (last != null) {
                    link.events().recovered(last);
                }
                return result;
            } catch (SQLException e) {
                last = again(e);
            } catch (RuntimeException e) {
                last = again(e);
            } catch (Error e) {
                last = again(e);
            }
        }
    }

    /** Makes the connection ready for another attempt, or throws what ended this one. */
    private <E extends Throwable> TransactionRetry again(E failure) throws E {
        SQLException conflict = conflict(failure);
        if (conflict == null) {
            rollback(failure);
            throw failure;
        }
        RetryBudget budget = link.budget();
        if (!budget.take()) {
            rollback(failure);
            link.events().gaveUp(retry(conflict, 0, "used up: " + budget.used()), RetryEvents.GivenUp.EXHAUSTED);
            throw failure;
        }
        if (!restart()) {
            rollback(failure);
        }
        long pause = budget.pauseMillis();
        TransactionRetry retry = retry(conflict, pause, null);
        link.events().retrying(retry);
        RetryBudget.pause(pause);
        return retry;
    }

    private TransactionRetry retry(SQLException conflict, long pauseMillis, @Nullable String reason) {
        return link.budget()
                .report(
                        TransactionRetry.Scope.TRANSACTION,
                        pauseMillis,
                        String.valueOf(conflict.getSQLState()),
                        String.valueOf(conflict.getMessage()),
                        reason);
    }

    /** The work may have wrapped the error. */
    private static @Nullable SQLException conflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error
                    && ("40001".equals(error.getSQLState()) || "40P01".equals(error.getSQLState()))) {
                return error;
            }
        }
        return null;
    }

    /** Goes back to the savepoint that the server set after BEGIN, which keeps the place in the queues. */
    private boolean restart() {
        try {
            if (base.getTransactionState() == TransactionState.FAILED) {
                execute(RESTART);
                return true;
            }
        } catch (SQLException none) {
            // there is no such savepoint; the rollback that follows ends the transaction either way
            assert none != null;
        }
        return false;
    }

    private void rollback(Throwable failure) {
        try {
            if (!base.isClosed()) {
                connection.session().settle();
                base.rollback();
            }
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = base.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String begin(int isolation) throws SQLException {
        switch (isolation) {
            case SAME_ISOLATION:
                return "";
            case Connection.TRANSACTION_SERIALIZABLE:
                return "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";
            case Connection.TRANSACTION_REPEATABLE_READ:
                return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
            case Connection.TRANSACTION_READ_COMMITTED:
                return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
            case Connection.TRANSACTION_READ_UNCOMMITTED:
                return "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED";
            default:
                throw new SQLException("no transaction isolation: " + isolation, "22023");
        }
    }
}
