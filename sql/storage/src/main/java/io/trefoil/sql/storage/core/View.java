package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot and the place in the commit log behind which every commit lies that the snapshot does not contain. The two
 * are separate so that long readers keep a snapshot without keeping the log, and so that a transaction that keeps too much
 * of the log can be made to let go of it.
 */
final class View {
    private final Snap snap;
    /** A record with a version of at most the snapshot's; null if it was let go. */
    private volatile @Nullable CommitRecord position;
    /** Of the space that was asked for last; the holder's thread only. */
    private HighestKeys.@Nullable Bound bound;

    /** @param snap the holder of the view owns one reference */
    View(Snap snap, @Nullable CommitRecord position) {
        this.snap = snap;
        this.position = position;
    }

    /** The same state without a place in the log: for those who never check what came later. */
    View withoutPosition() {
        return new View(snap, null);
    }

    /** The same state, to be let go of independently. */
    View copy() {
        return new View(snap, position);
    }

    Snap snap() {
        return snap;
    }

    @Nullable
    CommitRecord position() {
        return position;
    }

    long version() {
        return snap.version();
    }

    HighestKeys.@Nullable Bound bound() {
        return bound;
    }

    void bound(HighestKeys.Bound known) {
        bound = known;
    }

    /** Frees the log; from now on nothing can be said about what changed since. Any thread. */
    void letGo() {
        position = null;
    }
}
