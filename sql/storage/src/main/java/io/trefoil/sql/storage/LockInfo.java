package io.trefoil.sql.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held or waited for ({@code pg_locks}).
 *
 * @param transaction the owner's number, 0 if it is a session ({@link LockSession})
 * @param label the owner's label
 * @param space the space, {@link Spaces#ADVISORY} for advisory locks
 * @param key the key; null if the lock is of the whole space
 * @param keyMode of a lock on a key, the strongest held or the one waited for; null for a space
 * @param spaceModes of a lock on a space, all held or the one waited for; empty for a key
 * @param granted false while it is waited for
 * @param sinceNanos when the wait began, on the clock of {@link System#nanoTime}; 0 if granted
 */
public record LockInfo(
        long transaction,
        String label,
        int space,
        byte @Nullable [] key,
        @Nullable LockMode keyMode,
        Set<SpaceLock> spaceModes,
        boolean granted,
        long sinceNanos) {

    // Written out, because javac does not put the annotation of an array component on an implicit constructor.
    public LockInfo(
            long transaction,
            String label,
            int space,
            byte @Nullable [] key,
            @Nullable LockMode keyMode,
            Set<SpaceLock> spaceModes,
            boolean granted,
            long sinceNanos) {
        this.transaction = transaction;
        this.label = label;
        this.space = space;
        this.key = key;
        this.keyMode = keyMode;
        this.spaceModes = Set.copyOf(spaceModes);
        this.granted = granted;
        this.sinceNanos = sinceNanos;
    }
}
