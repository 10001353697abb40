package io.trefoil.sql.engine.execute;

import io.trefoil.sql.storage.CounterStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the rows of tables without a primary key their hidden numbers: 1, 2, 3 ... with gaps, never the same twice. One
 * instance serves a whole server. Numbers come in blocks from a counter of the store whose name is the table's space;
 * a block doubles in size as it is used up, so that loading a large table touches the counter rarely.
 */
public final class RowNumbers {
    /** Counters of rows are numbered apart from those of sequences, which bear the sequence's OID. */
    private static final long COUNTERS = 1L << 41;

    private static final int BLOCK_MIN = 128;
    private static final int BLOCK_MAX = 1 << 16;

    private final CounterStore counters;
    private final ConcurrentHashMap<Integer, Block> blocks = new ConcurrentHashMap<>();

    /**
     * Numbers of one table that are reserved but not given out. Reserving waits for the disk: a monitor would keep a virtual
     * thread on its carrier meanwhile (until JDK 24).
     */
    private static final class Block {
        final Lock lock = new ReentrantLock();
        long next;
        long end;
        int size = BLOCK_MIN;
    }

    public RowNumbers(CounterStore counters) {
        this.counters = counters;
    }

    /** The counter that holds the next number of a space. */
    public static long counter(int space) {
        return COUNTERS | Integer.toUnsignedLong(space);
    }

    /** A number that no row of this space has had. */
    public long next(int space) {
        Block block = blocks.get(space);
        if (block == null) {
            block = blocks.computeIfAbsent(space, absent -> new Block());
        }
        block.lock.lock();
        try {
            if (block.next == block.end) {
                block.next = counters.reserve(counter(space), 1, block.size);
                block.end = block.next + block.size;
                block.size = Math.min(block.size * 2, BLOCK_MAX);
            }
            return block.next++;
        } finally {
            block.lock.unlock();
        }
    }
}
