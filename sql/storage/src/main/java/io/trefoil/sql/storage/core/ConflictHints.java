package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
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

    /** Waits for one after the other. */
    void lockAll(TransactionLocks locks) {
        for (Hint hint : hints) {
            long hash = KeyHash.of(hint.space(), hint.key());
            locks.lockKey(hash, hint.space(), hint.key(), LockMode.NO_KEY_UPDATE, LockWait.BLOCK);
        }
    }
}
