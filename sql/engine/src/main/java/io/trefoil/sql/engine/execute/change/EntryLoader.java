package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.spill.EntrySorter;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLoad;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings many new entries into a space that its transaction owns. While keys ascend, entries go straight to the store's
 * sorted files; from the first that does not, they are sorted before, on disk if there are many. Few entries, and all of
 * them on a store without such files, are written one by one. A key that exists is an error.
 */
final class EntryLoader implements AutoCloseable {
    /** Bytes of entries that are worth a sorted file. */
    private static final int LOAD_BYTES = 1 << 20;

    private final int space;
    private final Duplicate duplicate;
    private final ExecutionContext context;
    private final EntrySorter sorter;
    private @Nullable SpaceLoad load;
    /** The greatest key written since the order began anew. */
    private byte @Nullable [] last;

    private State state = State.UNDECIDED;

    private enum State {
        /** Too few entries to tell: they are in the sorter. */
        UNDECIDED,
        /** Into the load, or the space where there are no loads. */
        STRAIGHT,
        /** Into the sorter. */
        SORTING
    }

    /** Makes the error for an entry whose key exists. */
    @FunctionalInterface
    interface Duplicate {
        SqlStateException of(byte[] key, byte[] value);
    }

    EntryLoader(int space, Duplicate duplicate, ExecutionContext context) {
        this.space = space;
        this.duplicate = duplicate;
        this.context = context;
        this.sorter = new EntrySorter(sortMemory(), context.resources().temporaryDirectory());
    }

    private static int sortMemory() {
        return (int) Math.clamp(Runtime.getRuntime().maxMemory() / 32, 2L << 20, 64L << 20);
    }

    void add(byte[] key, byte[] value) {
        switch (state) {
            case UNDECIDED -> {
                sorter.add(key, value);
                if (sorter.bytes() > LOAD_BYTES || !sorter.ascending()) {
                    decide();
                }
            }
            case STRAIGHT -> {
                if (follows(key)) {
                    write(key, value);
                } else {
                    finishLoad();
                    state = State.SORTING;
                    sorter.add(key, value);
                }
            }
            case SORTING -> sorter.add(key, value);
        }
    }

    /** Writes what is not yet written. */
    void finish() {
        finishLoad();
        if (sorter.size() > 0) {
            last = null;
            if (state == State.SORTING && sorter.size() * 64 > LOAD_BYTES) {
                load = context.statement().load(space);
            }
            drain();
            finishLoad();
        }
    }

    @Override
    public void close() {
        SpaceLoad open = load;
        if (open != null) {
            load = null;
            open.close();
        }
        sorter.close();
    }

    private void decide() {
        if (sorter.ascending()) {
            state = State.STRAIGHT;
            load = context.statement().load(space);
            drain();
        } else {
            state = State.SORTING;
        }
    }

    /** Empties the sorter. */
    private void drain() {
        EntrySorter.Entries entries = sorter.sort();
        while (entries.next()) {
            context.rowPassed();
            byte[] key = entries.key();
            byte[] value = entries.value();
            if (!follows(key)) {
                throw duplicate.of(key, value);
            }
            write(key, value);
        }
        sorter.clear();
    }

    private boolean follows(byte[] key) {
        byte[] before = last;
        return before == null || Arrays.compareUnsigned(before, key) < 0;
    }

    private void write(byte[] key, byte[] value) {
        last = key;
        SpaceLoad open = load;
        if (open == null || !open.put(key, value)) {
            insert(key, value);
        }
    }

    private void insert(byte[] key, byte[] value) {
        if (context.statement().insert(space, key, value, LockWait.BLOCK) != null) {
            throw duplicate.of(key, value);
        }
    }

    private void finishLoad() {
        SpaceLoad open = load;
        if (open != null) {
            load = null;
            open.finish();
        }
    }
}
