package io.trefoil.sql.storage.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys on which earlier attempts of a transaction failed because others wrote them. The next attempt locks them before
 * it reads anything: who has lost a race for a hot key does not run it again, but queues. In the order of keys, so that
 * two who have failed on the same keys do not wait for each other.
 */
final class ConflictHints {
    private static final int MAX = 64;

    private final TreeSet<Hint> hints =
            new TreeSet<>(Comparator.comparingInt(Hint::space).thenComparing(Hint::key, Arrays::compareUnsigned));

    record Hint(int space, byte[] key) {}

    void add(int space, byte @Nullable [] key) {
        if (key != null && hints.size() < MAX) {
            hints.add(new Hint(space, key));
        }
    }

    boolean isEmpty() {
        return hints.isEmpty();
    }

    Iterable<Hint> inOrder() {
        return hints;
    }
}
