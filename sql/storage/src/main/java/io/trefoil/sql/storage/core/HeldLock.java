package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/** An owner's hold on a key or space: link of the entry's holders and of the owner's own table. */
final class HeldLock {
    static final long NEVER = -1;

    final LockOwner owner;
    final LockEntry entry;
    /** {@link LockModes} bits; written under the stripe. */
    int modes;
    /**
     * The snapshot version at which the key was proved unchanged up to now while the lock kept writers out: reads at this
     * and later snapshots need no record. {@link #NEVER} for a lock whose key was not yet checked. Owner only.
     */
    long freshVersion = NEVER;

    /** Of a lock on a space: how many of its keys the owner has locked. Owner only. */
    int keysBelow;

    @Nullable
    HeldLock nextHolder;

    HeldLock(LockOwner owner, LockEntry entry, int modes) {
        this.owner = owner;
        this.entry = entry;
        this.modes = modes;
    }
}
