package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The store's one thread: forces the log for asynchronous commits, removes the content of dropped spaces once no snapshot
 * from before the drop is left, and looks after transactions that hold too much of the commit log.
 */
final class Housekeeper implements Runnable {
    private static final long SYNC_DELAY_MILLIS = 10;
    private static final long DROP_DELAY_MILLIS = 200;
    private static final long LOG_CHECK_MILLIS = 1000;
    private static final long FULL_DELAY_MILLIS = 500;

    private final CoreStore store;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Drop> drops = new ArrayDeque<>();
    private volatile boolean unsynced;
    private boolean stopped;

    /** A space that nobody who began at {@code version} or later can see. */
    private record Drop(int space, long version) {}

    Housekeeper(CoreStore store) {
        this.store = store;
        thread = new Thread(this, "trefoil-storage-housekeeper");
        thread.setDaemon(true);
    }

    /** Takes up what an earlier run of the store left, then starts. */
    void start() {
        findDrops();
        thread.start();
    }

    /** An asynchronous commit was applied. */
    void committedAsynchronously() {
        if (!unsynced) {
            lock.lock();
            try {
                unsynced = true;
                work.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A commit that drops spaces was applied. */
    void findDrops() {
        View view = store.snapshots().acquireNewest();
        lock.lock();
        try (KeyCursor cursor =
                view.snap().engine().cursor(KeyRange.prefix(Spaces.STORE, StoreKeys.droppedPrefix()), false, 0)) {
            while (cursor.next()) {
                int space = StoreKeys.spaceOf(cursor.key());
                if (drops.stream().noneMatch(drop -> drop.space == space)) {
                    drops.add(new Drop(space, view.version()));
                }
            }
            work.signal();
        } finally {
            lock.unlock();
            view.snap().release();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (awaitWork()) {
            try {
                if (unsynced) {
                    unsynced = false;
                    store.syncer().awaitDurable(store.log().published().version(), store.groups());
                }
                removeDropped();
                store.limitLog();
            } catch (StorageException e) {
                if (store.failure().found() != null) {
                    // Every writer is told so, and there is nothing left to keep house for.
                    return;
                }
                // A full device: all is tried again when there may be room.
                unsynced = true;
                pause();
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            if (!stopped && !unsynced) {
                work.await(drops.isEmpty() ? LOG_CHECK_MILLIS : DROP_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (!stopped && unsynced) {
                work.await(SYNC_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
            return !stopped;
        } catch (InterruptedException e) {
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void removeDropped() {
        Drop drop = nextDrop();
        while (drop != null) {
            try {
                remove(drop);
            } catch (StorageException e) {
                putBack(drop);
                throw e;
            }
            drop = nextDrop();
        }
    }

    private void remove(Drop drop) {
        // The drop itself must be safe first: a crash may bring nothing back that its content was taken from.
        store.syncer().awaitDurable(drop.version, store.groups());
        EngineWrites writes = store.engine().newWrites();
        writes.deleteRange(KeyRange.all(drop.space));
        writes.delete(Spaces.STORE, StoreKeys.droppedSpace(drop.space));
        store.write(writes, true);
        store.engine().discard(KeyRange.all(drop.space));
    }

    private void putBack(Drop drop) {
        lock.lock();
        try {
            drops.addFirst(drop);
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (!stopped) {
                work.await(FULL_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread for a reason; the wait is shorter then
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Drop nextDrop() {
        lock.lock();
        try {
            Drop first = drops.peekFirst();
            if (first == null) {
                return null;
            }
            store.snapshots().renew();
            return store.snapshots().oldestVersion() >= first.version ? drops.pollFirst() : null;
        } finally {
            lock.unlock();
        }
    }
}
