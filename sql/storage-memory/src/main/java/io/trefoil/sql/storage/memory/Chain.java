package io.trefoil.sql.storage.memory;

import org.jspecify.annotations.Nullable;

/** The values of one key, newest first. Read by all, written by the one thread that applies batches. */
final class Chain {
    volatile Version head;
    /** Waits in the collector's queue. Writer only. */
    boolean queued;

    Chain(Version head) {
        this.head = head;
    }

    /** The value in the state {@code snapshot}, null if there is none. */
    byte @Nullable [] valueAt(long snapshot) {
        Version version = head;
        while (version != null && version.version > snapshot) {
            version = version.older;
        }
        return version == null ? null : version.value;
    }
}
