package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One session's way to sequences. Values come from the store's counters in blocks, which the whole server shares so that
 * values stay in order between sessions; nothing is given back by a rollback (PostgreSQL docs, "Sequence Manipulation
 * Functions").
 */
final class Sequences {
    private final SequenceBlocks blocks;
    private final Map<Integer, Long> lastValues = new HashMap<>();
    private int lastSequence;

    Sequences(SequenceBlocks blocks) {
        this.blocks = blocks;
    }

    /**
     * @param transaction waits at its commit until the value cannot be given out again
     * @param drawn what earlier attempts of the transaction have got, to be given again; null if it has none
     */
    long next(CatalogSnapshot catalog, int oid, @Nullable StorageTransaction transaction, @Nullable DrawnValues drawn) {
        Sequence sequence = require(catalog, oid);
        long value;
        if (drawn == null) {
            value = blocks.next(sequence, transaction);
        } else if (drawn.hasNext(sequence.counter())) {
            value = drawn.next(sequence.counter());
        } else {
            value = blocks.next(sequence, transaction);
            drawn.add(sequence.counter(), value);
        }
        lastValues.put(oid, value);
        lastSequence = oid;
        return value;
    }

    long current(CatalogSnapshot catalog, int oid) {
        Sequence sequence = require(catalog, oid);
        Long value = lastValues.get(oid);
        if (value == null) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "currval of sequence \"" + sequence.name() + "\" is not yet defined in this session");
        }
        return value;
    }

    long last(CatalogSnapshot catalog) {
        if (lastSequence == 0 || catalog.relation(lastSequence).isEmpty()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "lastval is not yet defined in this session");
        }
        return current(catalog, lastSequence);
    }

    /** @param drawn see {@link #next}: nothing is given again after this */
    void set(CatalogSnapshot catalog, int oid, long value, boolean called, @Nullable DrawnValues drawn) {
        Sequence sequence = require(catalog, oid);
        if (drawn != null) {
            drawn.forget(sequence.counter());
        }
        if (value < sequence.minimum() || value > sequence.maximum()) {
            throw new SqlStateException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                    "setval: value " + value
                            + " is out of bounds for sequence \"" + sequence.name() + "\" (" + sequence.minimum() + ".."
                            + sequence.maximum() + ")");
        }
        blocks.set(sequence, value, called);
        if (called) {
            lastValues.put(oid, value);
        }
    }

    /** DISCARD SEQUENCES. */
    void forget() {
        lastValues.clear();
        lastSequence = 0;
    }

    private static Sequence require(CatalogSnapshot catalog, int oid) {
        Relation relation = catalog.relation(oid)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.UNDEFINED_TABLE, "could not open relation with OID " + Integer.toUnsignedString(oid)));
        if (relation instanceof Sequence sequence) {
            return sequence;
        }
        throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a sequence");
    }

    /** Reserved but unused values of each sequence. One instance a server; thread-safe. */
    static final class SequenceBlocks {
        /** Values reserved at a time, as PostgreSQL logs 32 ahead; a crash loses those not given out. */
        private static final int BLOCK = 32;
        /** The same for a sequence that rows are loaded with. */
        private static final int BLOCK_MAX = 1024;
        /** A block that is used up sooner is followed by one of twice the size. */
        private static final long LASTS_NANOS = 2_000_000;
        /** A block that lasts longer is followed by one of half the size. */
        private static final long LASTS_NANOS_MAX = 20_000_000;

        private final CounterStore counters;
        private final Map<Long, Block> blocks = new java.util.concurrent.ConcurrentHashMap<>();

        /** Steps left of a block: the next value and how many follow. */
        private static final class Block {
            /** No monitor: a virtual thread that waits for the counter's write would keep its carrier (until JDK 24). */
            private final Lock lock = new ReentrantLock();

            private long next;
            private int left;
            private long increment;
            private @Nullable Long last;
            /** How many values to reserve. */
            private int size = BLOCK;

            private long reservedNanos;
            /** Of the write that reserved the block. */
            private long version;

            /** Each block is a write: fewer of them for a sequence that is in demand, fewer lost values for any other. */
            void adaptSize() {
                long now = System.nanoTime();
                long lasted = now - reservedNanos;
                if (lasted < LASTS_NANOS) {
                    size = Math.min(2 * size, BLOCK_MAX);
                } else if (lasted > LASTS_NANOS_MAX) {
                    size = Math.max(size / 2, BLOCK);
                }
                reservedNanos = now;
            }
        }

        SequenceBlocks(CounterStore counters) {
            this.counters = counters;
        }

        long next(Sequence sequence, @Nullable StorageTransaction transaction) {
            Block block = blocks.computeIfAbsent(sequence.counter(), counter -> new Block());
            block.lock.lock();
            try {
                if (block.left > 0 && block.increment != sequence.increment()) {
                    changeStep(sequence, block);
                }
                if (block.left == 0) {
                    refill(sequence, block);
                }
                if (transaction != null) {
                    transaction.dependOn(block.version);
                }
                long value = block.next;
                block.left--;
                block.last = value;
                if (block.left > 0) {
                    block.next = value + sequence.increment();
                }
                return value;
            } finally {
                block.lock.unlock();
            }
        }

        /** ALTER SEQUENCE has given another increment: it counts from the last value given out. */
        private void changeStep(Sequence sequence, Block block) {
            Long last = block.last;
            block.left = 0;
            if (last != null && !wouldOverflow(last, sequence.increment(), 1)) {
                counters.set(sequence.counter(), last + sequence.increment());
            }
        }

        /** The counter holds the next value; beyond the bounds the sequence starts over or is exhausted. */
        private void refill(Sequence sequence, Block block) {
            long increment = sequence.increment();
            long next = counters.find(sequence.counter()).orElse(sequence.start());
            boolean outside = increment > 0 ? next > sequence.maximum() : next < sequence.minimum();
            if (outside) {
                if (!sequence.cycle()) {
                    throw new SqlStateException(
                            SqlState.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
                            "nextval: reached " + (increment > 0 ? "maximum" : "minimum") + " value of sequence \""
                                    + sequence.name() + "\" ("
                                    + (increment > 0 ? sequence.maximum() : sequence.minimum()) + ")");
                }
                next = increment > 0 ? sequence.minimum() : sequence.maximum();
                counters.set(sequence.counter(), next);
            }
            long distance = increment > 0 ? sequence.maximum() - next : next - sequence.minimum();
            // A distance that does not fit a long has room for any block; -Long.MIN_VALUE is itself, and divides to 0
            // or 1.
            block.adaptSize();
            long room = distance < 0 ? block.size : Math.abs(distance / increment);
            int count = (int) Math.min(block.size - 1L, Math.max(0, room)) + 1;
            while (count > 1 && wouldOverflow(next, increment, count)) {
                count--;
            }
            // Past the last value of the type there is no next one: the end of the type stands for "exhausted".
            block.version = counters.setAhead(
                    sequence.counter(),
                    wouldOverflow(next, increment, count)
                            ? increment > 0 ? Long.MAX_VALUE : Long.MIN_VALUE
                            : next + increment * count);
            block.next = next;
            block.left = count;
            block.increment = increment;
        }

        private static boolean wouldOverflow(long next, long increment, int count) {
            try {
                Math.addExact(next, Math.multiplyExact(increment, (long) count));
                return false;
            } catch (ArithmeticException e) {
                return true;
            }
        }

        void set(Sequence sequence, long value, boolean called) {
            Block block = blocks.computeIfAbsent(sequence.counter(), counter -> new Block());
            block.lock.lock();
            try {
                block.left = 0;
                block.last = called ? value : null;
                counters.set(
                        sequence.counter(),
                        called && !wouldOverflow(value, sequence.increment(), 1)
                                ? value + sequence.increment()
                                : value);
            } finally {
                block.lock.unlock();
            }
        }

        /** The last value given out, null when the sequence was never used. */
        @Nullable
        Long last(Sequence sequence) {
            Block block = blocks.get(sequence.counter());
            if (block != null) {
                block.lock.lock();
                try {
                    if (block.last != null) {
                        return block.last;
                    }
                } finally {
                    block.lock.unlock();
                }
            }
            OptionalLong next = counters.find(sequence.counter());
            return next.isEmpty() || next.getAsLong() == sequence.start()
                    ? null
                    : Long.valueOf(next.getAsLong() - sequence.increment());
        }
    }
}
