package io.trefoil.sql.storage.core;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places where threads of the core meet or wait, as calls. In production they do what their names say; a test puts a
 * scheduler behind them that lets one thread run at a time and draws lots who is next, so that orders come up that no
 * clock would produce, and come up again. As long as nobody extends this class its calls compile to nothing.
 *
 * <p>No place lies inside a monitor, nor inside a lock that is not taken with {@link #lock}.
 */
class Interleaving {
    /** Threads run as they like. */
    static final Interleaving FREE = new Interleaving();

    /** What a thread is about to do. */
    enum Place {
        /** Ask for a lock. */
        LOCK,
        /** Look whether a locked key changed after the snapshot. */
        FRESHEN,
        /** Take over or make a snapshot; between the log position and the state of it. */
        SNAPSHOT,
        /** Compare reads with the commits since. */
        VALIDATE,
        /** Give a batch with its version to the engine. */
        APPLY,
        /** Announce what was applied. */
        PUBLISH,
        /** Give up the locks of what was announced. */
        RELEASE,
        /** Force the log; tell that it was forced. */
        SYNC
    }

    void reach(Place place) {}

    void lock(ReentrantLock lock) {
        lock.lock();
    }

    void park(Object blocker) {
        LockSupport.park(blocker);
    }

    void parkNanos(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    long nanoTime() {
        return System.nanoTime();
    }
}
