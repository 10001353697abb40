package io.trefoil.embedded;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database and how many use it. Opened by the first, closed by the last; once closed it is left for a new object, so
 * that whoever waits at the lock meanwhile finds out. Thread-safe.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Place place;
    /** Held while the store is opened or closed: whoever comes then waits. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable SqlService service;
    private int uses;
    private boolean keptAlive;
    private boolean left;

    Database(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** The service; only for those who have entered. */
    SqlService service() {
        lock.lock();
        try {
            SqlService current = service;
            if (current == null) {
                throw new IllegalStateException("database " + place + " is not open");
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts one more use, and opens the store for the first.
     *
     * @param whenLeft called when the store could not be opened
     * @return false when this object was left in the meantime
     * @throws SqlStateException when the store cannot be opened
     */
    boolean enter(boolean keepAlive, Runnable whenLeft) {
        lock.lock();
        try {
            if (left) {
                return false;
            }
            if (service == null) {
                service = open(whenLeft);
            }
            uses++;
            keptAlive |= keepAlive;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private SqlService open(Runnable whenLeft) {
        try {
            return TrefoilEngine.open(place.location(), place.options(), Databases.CONNECTIONS_MAX);
        } catch (RuntimeException | Error failure) {
            left = true;
            whenLeft.run();
            if (failure instanceof OpenFailed refused) {
                throw translated(refused);
            }
            throw failure;
        }
    }

    /** Counts one use less, and closes the store after the last. */
    void leave(Runnable whenLeft) {
        lock.lock();
        try {
            uses--;
            if (uses == 0 && !keptAlive) {
                close(whenLeft);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the store if nobody uses it, kept alive or not. */
    void closeUnused() {
        lock.lock();
        try {
            if (uses == 0 && !left) {
                close(() -> {});
            }
        } finally {
            lock.unlock();
        }
    }

    private void close(Runnable whenLeft) {
        SqlService closing = service;
        service = null;
        left = true;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (RuntimeException failure) {
            // Every acknowledged commit is in the log already; the client who leaves can do nothing about it.
            LOG.warn("database {} was not closed in order", place, failure);
        } finally {
            whenLeft.run();
        }
    }

    private static SqlStateException translated(OpenFailed refused) {
        SqlState state = switch (refused.reason()) {
            case IN_USE -> SqlState.OBJECT_IN_USE;
            case NOT_WRITABLE -> SqlState.IO_ERROR;
            case NEWER_FORMAT -> SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE;
            case NOT_A_STORE, UNKNOWN_SCHEME -> SqlState.UNDEFINED_FILE;
            case CORRUPT -> SqlState.DATA_CORRUPTED;
            case DISK_FULL -> SqlState.DISK_FULL;
        };
        return new SqlStateException(state, String.valueOf(refused.getMessage()));
    }
}
