package io.trefoil.jdbc.statement;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Rows that arrive {@code fetchSize} at a time although the connection is in autocommit mode. A portal lives as long as its
 * transaction, so the query gets one of its own: BEGIN travels with it, and the transaction ends when the rows are read,
 * closed, no longer referenced, or when the connection is used for something else. In that last case the rest of the rows is
 * first read into memory, so that both statements behave as in autocommit mode.
 *
 * <p>The transaction is not READ ONLY: a function in the query may write. At most one stream is open. The lock is for the
 * cleaner's thread; the connection's own thread is the only other.
 */
final class Streams {
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "trefoil-jdbc-streams");
        thread.setDaemon(true);
        return thread;
    });

    private final BaseConnection base;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Stream open;

    Streams(BaseConnection base) {
        this.base = base;
    }

    /** One transaction for one result. */
    static final class Stream {
        private @Nullable WeakReference<DriverResultSet> rows;
        private @Nullable SQLException failure;

        /** Why the rest of the rows could not be read when the connection was needed for something else. */
        @Nullable
        SQLException failure() {
            return failure;
        }
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether a stream could begin: autocommit mode, and no transaction begun by the application's own BEGIN. */
    boolean mayBegin() throws SQLException {
        return StreamTail.USABLE && base.getAutoCommit() && base.getTransactionState() == TransactionState.IDLE;
    }

    /** The next statement is executed in a transaction; pgjdbc sends its BEGIN along. */
    Stream begin() throws SQLException {
        lock.lock();
        try {
            base.setAutoCommit(false);
            Stream stream = new Stream();
            open = stream;
            return stream;
        } finally {
            lock.unlock();
        }
    }

    /** The statement was executed: the stream lives on if there are more rows than have arrived. */
    void opened(Stream stream, @Nullable DriverResultSet rows) throws SQLException {
        if (rows == null || StreamTail.isComplete(rows.theirs())) {
            end(stream);
            return;
        }
        stream.rows = new WeakReference<>(rows);
        rows.streamed(stream);
        CLEANER.register(rows, () -> endQuietly(stream));
    }

    /** Ends a stream's transaction if it is still open. */
    void end(Stream stream) throws SQLException {
        lock.lock();
        try {
            if (open != stream) {
                return;
            }
            try {
                if (base.isClosed()) {
                    return;
                }
                if (base.getTransactionState() == TransactionState.FAILED) {
                    base.rollback();
                }
                base.setAutoCommit(true);
            } finally {
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it where another error is already on its way, or nobody is there to hear of it. */
    void endQuietly(Stream stream) {
        try {
            end(stream);
        } catch (SQLException lost) {
            // the connection is broken; its next use says so
            assert lost != null;
        }
    }

    /** Ends whatever is open before another use of the connection, with the rest of its rows in memory. */
    void settle() throws SQLException {
        if (open != null) {
            settle(null);
        }
    }

    /**
     * The same before the execution of a statement.
     *
     * @param by its own rows are about to be closed, so they are not read
     */
    void settle(@Nullable DriverStatement by) throws SQLException {
        Stream stream = open;
        if (stream == null) {
            return;
        }
        DriverResultSet rows = stream.rows == null ? null : stream.rows.get();
        if (rows != null && rows.statement() != by && !rows.isClosed()) {
            try {
                StreamTail.readAll(rows.theirs(), base.getQueryExecutor());
            } catch (SQLException e) {
                stream.failure = e;
                StreamTail.cut(rows.theirs());
            }
        }
        end(stream);
    }
}
