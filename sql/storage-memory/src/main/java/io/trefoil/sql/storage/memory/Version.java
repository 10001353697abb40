package io.trefoil.sql.storage.memory;

import org.jspecify.annotations.Nullable;

/** One value of a key since a version; null means deleted. */
final class Version {
    final long version;
    final byte @Nullable [] value;
    /** What older snapshots see; cut by the writer once there are none. */
    volatile @Nullable Version older;

    Version(long version, byte @Nullable [] value, @Nullable Version older) {
        this.version = version;
        this.value = value;
        this.older = older;
    }
}
