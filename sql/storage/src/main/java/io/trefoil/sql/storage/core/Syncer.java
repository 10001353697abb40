package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.ArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Forces the log for many commits at once. One waiting thread leads: it syncs up to the newest state, wakes exactly those
 * who are satisfied, and names one of the rest as the next leader.
 */
final class Syncer {
    private final StorageEngine engine;
    private final EngineFaults device;
    private final Snapshots snapshots;
    private final CommitLog log;
    private final StoreFailure failure;
    private final Counts counts;
    private final Interleaving interleaving;
    private final ReentrantLock lock = new ReentrantLock();
    private ArrayList<PendingCommit> waiting = new ArrayList<>();
    private ArrayList<PendingCommit> spare = new ArrayList<>();
    private boolean syncing;

    Syncer(
            StorageEngine engine,
            EngineFaults device,
            Snapshots snapshots,
            CommitLog log,
            StoreFailure failure,
            Counts counts,
            Interleaving interleaving) {
        this.interleaving = interleaving;
        this.engine = engine;
        this.device = device;
        this.snapshots = snapshots;
        this.log = log;
        this.failure = failure;
        this.counts = counts;
    }

    /** Lets applied commits wait for the device; nulls are skipped. */
    void add(@Nullable PendingCommit[] applied, int count) {
        lock.lock();
        try {
            PendingCommit own = null;
            for (int i = 0; i < count; i++) {
                PendingCommit commit = applied[i];
                if (commit != null) {
                    waiting.add(commit);
                    if (own == null || commit.isOwn()) {
                        own = commit;
                    }
                }
            }
            if (!syncing && own != null) {
                syncing = true;
                own.proceed(PendingCommit.State.LEAD_SYNC);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when everything up to {@code version} is safe. */
    void awaitDurable(long version, GroupCommit groups) {
        if (!engine.durable() || snapshots.durableVersion() >= version) {
            return;
        }
        failure.check();
        CommitRecord nothing = log.published();
        PendingCommit waiter = new PendingCommit(interleaving, null, null, nothing, nothing, true);
        waiter.version = version;
        add(new PendingCommit[] {waiter}, 1);
        waiter.run(groups, this);
    }

    /** Syncs once. Called by {@link PendingCommit#run} only. */
    void lead() {
        StorageException broken = null;
        long reached = -1;
        try {
            failure.check();
            View view = snapshots.acquireNewest();
            try {
                long start = System.nanoTime();
                interleaving.reach(Place.SYNC);
                device.sync();
                interleaving.reach(Place.SYNC);
                counts.syncs.increment();
                counts.syncNanos.add(System.nanoTime() - start);
            } catch (Throwable e) {
                view.snap().release();
                throw e;
            }
            reached = view.version();
            snapshots.durableIs(view);
        } catch (StorageException.DiskFull e) {
            // The next sync may succeed. Nobody who waits now is kept waiting for it.
            failure.shortOfSpace(e);
            broken = e;
        } catch (Throwable e) {
            failure.set(e);
            broken = failure.found();
        }
        ArrayList<PendingCommit> satisfied;
        lock.lock();
        try {
            satisfied = waiting;
            ArrayList<PendingCommit> rest = spare;
            for (int i = satisfied.size() - 1; i >= 0 && broken == null; i--) {
                if (satisfied.get(i).version > reached) {
                    rest.add(satisfied.remove(i));
                }
            }
            waiting = rest;
            spare = new ArrayList<>();
            syncing = !rest.isEmpty();
            if (syncing) {
                rest.getLast().proceed(PendingCommit.State.LEAD_SYNC);
            }
        } finally {
            lock.unlock();
        }
        for (PendingCommit commit : satisfied) {
            if (broken == null) {
                commit.proceed(PendingCommit.State.DONE);
            } else {
                commit.fail(new StorageException.CommitUnknown(broken));
            }
        }
    }
}
