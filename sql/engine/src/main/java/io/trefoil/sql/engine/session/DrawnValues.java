package io.trefoil.sql.engine.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sequence values and random numbers that a transaction has drawn since its restart savepoint, so that the next attempt gets
 * the same ones in the same order: its client may have shown them to somebody, and nobody else has seen them. What the last
 * attempt does not draw again is lost, as after a rollback.
 */
final class DrawnValues {
    /** Bounds the memory of statements that draw very many; those behind are drawn anew. */
    private static final int VALUES_MAX = 65_536;

    private final Map<Long, Drawn> sequences = new HashMap<>();
    /** From whom the present attempt has drawn, in order. */
    private final List<Drawn> order = new ArrayList<>(0);

    private int kept;
    private @Nullable RepeatableRandom random;
    private @Nullable RepeatableRandom secureRandom;
    private int orderMark;
    private long randomMark;
    private long secureRandomMark;

    /** The values of one sequence; those before {@code position} belong to the present attempt. */
    private static final class Drawn {
        private long[] values = new long[8];
        private int size;
        private int position;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
            position = size;
        }
    }

    /** Whether an earlier attempt has drawn a value that this one has not got yet. */
    boolean hasNext(long counter) {
        Drawn drawn = sequences.get(counter);
        return drawn != null && drawn.position < drawn.size;
    }

    long next(long counter) {
        Drawn drawn = sequences.get(counter);
        if (drawn == null || drawn.position == drawn.size) {
            throw new IllegalStateException("no value is left");
        }
        order.add(drawn);
        return drawn.values[drawn.position++];
    }

    /** A new value was drawn. */
    void add(long counter, long value) {
        if (kept < VALUES_MAX) {
            Drawn drawn = sequences.computeIfAbsent(counter, absent -> new Drawn());
            drawn.add(value);
            order.add(drawn);
            kept++;
        }
    }

    /** The sequence was set to another value: earlier ones do not follow from it. */
    void forget(long counter) {
        Drawn drawn = sequences.remove(counter);
        if (drawn != null) {
            kept -= drawn.size;
        }
    }

    RandomGenerator random() {
        RepeatableRandom known = random;
        if (known == null) {
            known = RepeatableRandom.fast();
            random = known;
        }
        return known;
    }

    RandomGenerator secureRandom() {
        RepeatableRandom known = secureRandom;
        if (known == null) {
            known = RepeatableRandom.secure();
            secureRandom = known;
        }
        return known;
    }

    /** {@link #undo} comes back to here. */
    void mark() {
        orderMark = order.size();
        randomMark = position(random);
        secureRandomMark = position(secureRandom);
    }

    /** How much was drawn when a savepoint was made. */
    record Place(int order, long random, long secureRandom) {}

    Place place() {
        return new Place(order.size(), position(random), position(secureRandom));
    }

    /** What was drawn since the savepoint is going to be drawn again, by its client's next attempt from there. */
    void returnTo(Place place) {
        orderMark = place.order();
        randomMark = place.random();
        secureRandomMark = place.secureRandom();
        undo();
    }

    /** What was drawn since the mark is going to be drawn again. */
    void undo() {
        while (order.size() > orderMark) {
            order.removeLast().position--;
        }
        moveTo(random, randomMark);
        moveTo(secureRandom, secureRandomMark);
    }

    /** The transaction begins anew. */
    void rewind() {
        sequences.values().forEach(drawn -> drawn.position = 0);
        order.clear();
        moveTo(random, 0);
        moveTo(secureRandom, 0);
        mark();
    }

    /** The transaction has ended. */
    void clear() {
        if (!sequences.isEmpty()) {
            sequences.clear();
        }
        order.clear();
        kept = 0;
        random = null;
        secureRandom = null;
        mark();
    }

    private static long position(@Nullable RepeatableRandom generator) {
        return generator == null ? 0 : generator.position();
    }

    private static void moveTo(@Nullable RepeatableRandom generator, long position) {
        if (generator != null) {
            generator.position(position);
        }
    }
}
