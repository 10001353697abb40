package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counters as entries of the store's own space, written through the sequencer and kept in memory after first use. */
final class CoreCounters implements CounterStore {
    private final CoreStore store;
    private final ConcurrentHashMap<Long, Cell> cells = new ConcurrentHashMap<>();

    /** One counter. The lock is held across the write, so that values are given out in the order of the log. */
    private static final class Cell {
        final ReentrantLock lock = new ReentrantLock();
        boolean loaded;

        @Nullable
        Long next;
    }

    CoreCounters(CoreStore store) {
        this.store = store;
    }

    @Override
    public OptionalLong find(long counter) {
        Cell cell = lock(counter);
        try {
            Long next = cell.next;
            return next == null ? OptionalLong.empty() : OptionalLong.of(next);
        } finally {
            cell.lock.unlock();
        }
    }

    @Override
    public long reserve(long counter, long initial, long amount) {
        Cell cell = lock(counter);
        try {
            long first = cell.next == null ? initial : cell.next;
            long after = Math.addExact(first, amount);
            write(counter, after, true);
            cell.next = after;
            return first;
        } finally {
            cell.lock.unlock();
        }
    }

    @Override
    public void set(long counter, long next) {
        Cell cell = lock(counter);
        try {
            write(counter, next, true);
            cell.next = next;
        } finally {
            cell.lock.unlock();
        }
    }

    @Override
    public long setAhead(long counter, long next) {
        Cell cell = lock(counter);
        try {
            long version = write(counter, next, false);
            cell.next = next;
            return version;
        } finally {
            cell.lock.unlock();
        }
    }

    @Override
    public void delete(long counter) {
        Cell cell = lock(counter);
        try {
            EngineWrites writes = store.engine().newWrites();
            writes.delete(Spaces.STORE, StoreKeys.counter(counter));
            store.write(writes, true);
            cell.next = null;
        } finally {
            cell.lock.unlock();
        }
    }

    private Cell lock(long counter) {
        Cell cell = cells.computeIfAbsent(counter, c -> new Cell());
        cell.lock.lock();
        try {
            if (!cell.loaded) {
                cell.next = load(counter);
                cell.loaded = true;
            }
            return cell;
        } catch (Throwable e) {
            cell.lock.unlock();
            throw e;
        }
    }

    private @Nullable Long load(long counter) {
        Snap snap = store.snapshots().acquireNewest().snap();
        try {
            byte[] value = snap.engine().get(Spaces.STORE, StoreKeys.counter(counter));
            return value == null ? null : StoreKeys.valueOf(value);
        } finally {
            snap.release();
        }
    }

    private long write(long counter, long next, boolean wait) {
        EngineWrites writes = store.engine().newWrites();
        writes.put(Spaces.STORE, StoreKeys.counter(counter), StoreKeys.value(next));
        return store.write(writes, wait);
    }
}
