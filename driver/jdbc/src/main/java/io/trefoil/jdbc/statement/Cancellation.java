package io.trefoil.jdbc.statement;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.core.BaseConnection;

/**
 * Whether the server is at work for a statement, and requests to stop it that can hit nothing else: whoever ends the work
 * waits for a request that is under way. pgjdbc's own sends one request an execution, and none while rows are fetched; one
 * that is faster than the statement is forgotten by the server.
 */
final class Cancellation {
    private final BaseConnection base;
    private final ReentrantLock lock = new ReentrantLock();
    /** Held by the owner's thread only. */
    private long last;
    /** The number of the work that is being done, 0 for none. */
    private volatile long running;

    private volatile boolean asking;

    Cancellation(BaseConnection base) {
        this.base = base;
    }

    /** The server is about to be asked for something; answers its number. */
    long begin() {
        long number = ++last;
        running = number;
        return number;
    }

    /** The server has answered. */
    void end() {
        running = 0;
        if (asking) {
            lock.lock();
            lock.unlock();
        }
    }

    /** Stops what is being done, if anything is. Any thread. */
    void request() throws SQLException {
        request(running);
    }

    /** Stops one work if it is still being done. Any thread. */
    void request(long number) throws SQLException {
        lock.lock();
        try {
            asking = true;
            if (number != 0 && running == number) {
                base.cancelQuery();
            }
        } finally {
            asking = false;
            lock.unlock();
        }
    }
}
