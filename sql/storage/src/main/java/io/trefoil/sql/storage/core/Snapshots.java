package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the newest state and the newest durable state. A new engine snapshot is made only if something was committed
 * since the last one, so that most transactions share.
 */
final class Snapshots {
    private final StorageEngine engine;
    private final CommitLog log;
    private final Interleaving interleaving;
    private final ReentrantLock lock = new ReentrantLock();
    /** In order of version; closed ones are dropped from the front when somebody asks for the oldest. */
    private final ArrayDeque<Snap> live = new ArrayDeque<>();

    private volatile View newest;
    private volatile View durable;
    private volatile boolean closed;
    /** Under the lock: nothing newer than the durable state is handed out any more. */
    private boolean frozen;

    Snapshots(StorageEngine engine, CommitLog log, Interleaving interleaving) {
        this.interleaving = interleaving;
        this.engine = engine;
        this.log = log;
        newest = take();
        durable = newest;
        if (engine.durable()) {
            newest.snap().tryAcquire();
        }
    }

    /** The newest visible state; the caller releases the snap. */
    View acquireNewest() {
        interleaving.reach(Place.SNAPSHOT);
        while (true) {
            View view = newest;
            if (view.version() >= log.published().version() && view.snap().tryAcquire()) {
                return view;
            }
            interleaving.lock(lock);
            try {
                if (closed) {
                    throw new IllegalStateException("store is closed");
                }
                if (frozen && durable.snap().tryAcquire()) {
                    return durable;
                }
                if (newest == view) {
                    View fresh = take();
                    newest = fresh;
                    view.snap().release();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** The newest state that survives a crash; the caller releases the snap. */
    View acquireDurable() {
        if (!engine.durable()) {
            return acquireNewest();
        }
        while (true) {
            View view = durable;
            if (view.snap().tryAcquire()) {
                return view;
            }
            if (closed) {
                throw new IllegalStateException("store is closed");
            }
        }
    }

    /** From now on the newest state is the one that is certainly safe: what came later may be gone at the next opening. */
    void freezeAtDurable() {
        lock.lock();
        try {
            if (engine.durable() && !closed) {
                frozen = true;
                View unsafe = newest;
                if (unsafe != durable && durable.snap().tryAcquire()) {
                    newest = durable;
                    unsafe.snap().release();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    long durableVersion() {
        return durable.version();
    }

    /** Takes over one reference of the caller. */
    void durableIs(View view) {
        @Nullable Snap old;
        interleaving.lock(lock);
        try {
            if (view.version() > durable.version()) {
                old = durable.snap();
                durable = view;
            } else {
                old = view.snap();
            }
        } finally {
            lock.unlock();
        }
        old.release();
    }

    /** The version of the oldest state that somebody may still read, other than the two kept here. */
    long oldestVersion() {
        interleaving.lock(lock);
        try {
            while (true) {
                Snap first = live.peekFirst();
                if (first == null) {
                    return newest.version();
                }
                if (!first.isClosed()) {
                    return first.version();
                }
                live.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Replaces the two kept states by newest ones, so that they do not hold old content; nothing to do under load. */
    void renew() {
        acquireNewest().snap().release();
    }

    void close() {
        interleaving.lock(lock);
        try {
            closed = true;
            newest.snap().release();
            if (engine.durable()) {
                durable.snap().release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. The position is read before the snapshot is taken: see {@link CommitLog}. */
    private View take() {
        CommitRecord position = log.published();
        interleaving.reach(Place.SNAPSHOT);
        Snap snap = new Snap(engine.snapshot());
        for (Snap first = live.peekFirst(); first != null && first.isClosed(); first = live.peekFirst()) {
            live.removeFirst();
        }
        live.addLast(snap);
        return new View(snap, position);
    }
}
