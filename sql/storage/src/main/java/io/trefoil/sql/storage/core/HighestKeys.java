package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Interleaving.Place;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A key per space that no key of the space lies above. Most inserted keys grow (sequences, times, order of arrival): that
 * one of them is absent is then known without a search of the engine, which costs more than the rest of the insert.
 *
 * <p><b>Invariant.</b> A settled bound holds in every state from its version up to the newest. The sequencer tells of every
 * commit after linking it to the {@link CommitLog} and before it becomes visible ({@link #record}), and the bound is raised
 * to what was written; it never sinks. Who learns a bound first puts it here unsettled, and then walks the log from its own
 * snapshot: of the two, one meets every commit.
 *
 * <p>A transaction has its snapshot before it asks, so whatever the snapshot contains has been told. What it has once been
 * answered holds for this snapshot for good, and stays with the {@link View}: keys that others write meanwhile do not lie in
 * it, and would only raise the bound above the transaction's own next keys.
 */
final class HighestKeys {
    private static final int SLOTS = 4096;
    /** So many keys written since the snapshot are walked over at most. */
    private static final long WALK_MAX = 1_000;

    private static final byte[] NO_KEY = {};

    private final CommitLog log;
    private final Interleaving interleaving;
    /** By space. The first one to come stays: two spaces that share a slot would learn in turn. */
    private final AtomicReferenceArray<Known> table = new AtomicReferenceArray<>(SLOTS);

    /** For tests that the checkers notice: a fault planted on purpose. */
    private volatile boolean recordingOff;

    HighestKeys(CommitLog log, Interleaving interleaving) {
        this.log = log;
        this.interleaving = interleaving;
    }

    /** What holds in one snapshot. */
    record Bound(int space, byte[] key) {}

    private static final class Known {
        final int space;
        final long version;
        private volatile byte[] key;
        private volatile boolean settled;

        Known(int space, long version, byte[] key) {
            this.space = space;
            this.version = version;
            this.key = key;
        }

        void raiseTo(byte[] written) {
            if (Arrays.compareUnsigned(written, key) > 0) {
                raise(written);
            }
        }

        private synchronized void raise(byte[] written) {
            if (Arrays.compareUnsigned(written, key) > 0) {
                key = written;
            }
        }
    }

    /** Whether it is known that the key, and all keys above it, are absent from the view. The view's owner only. */
    boolean isAbove(View view, int space, byte[] key) {
        Bound bound = view.bound();
        if (bound == null || bound.space() != space) {
            Known known = table.get(slot(space));
            if (known == null || known.space != space || !known.settled || known.version > view.version()) {
                return false;
            }
            bound = new Bound(space, known.key);
            view.bound(bound);
        }
        return Arrays.compareUnsigned(key, bound.key()) > 0;
    }

    /** After a search in vain: looks for the highest key, unless the space has a bound already. */
    void learn(View view, int space) {
        CommitRecord position = view.position();
        int slot = slot(space);
        if (table.get(slot) != null || position == null || log.published().ordinal() - position.ordinal() > WALK_MAX) {
            return;
        }
        Known known = new Known(space, view.version(), highestKey(view, space));
        interleaving.reach(Place.SNAPSHOT);
        if (!table.compareAndSet(slot, null, known)) {
            return;
        }
        interleaving.reach(Place.SNAPSHOT);
        for (CommitRecord r = position.next(); r != null; r = r.next()) {
            if (r.version() > known.version) {
                record(r, slot, known);
            }
        }
        known.settled = true;
    }

    /** Sequencer only: a commit was linked to the log and is not yet visible. */
    void record(CommitRecord commit) {
        if (recordingOff) {
            return;
        }
        for (int i = 0; i < commit.keyCount(); i++) {
            Known known = table.get(slot(commit.space(i)));
            if (known != null && known.space == commit.space(i)) {
                known.raiseTo(commit.key(i));
            }
        }
        for (KeyRange span : commit.spans()) {
            int slot = slot(span.space());
            Known known = table.get(slot);
            if (known != null) {
                record(span, slot, known);
            }
        }
    }

    /** Whether a space has a bound. */
    boolean knows(int space) {
        Known known = table.get(slot(space));
        return known != null && known.space == space && known.settled;
    }

    /** For tests. */
    void forget() {
        for (int i = 0; i < SLOTS; i++) {
            table.set(i, null);
        }
    }

    /** Plants a fault: bounds stay as they were learned. */
    void turnRecordingOff() {
        recordingOff = true;
    }

    private void record(CommitRecord commit, int slot, Known known) {
        for (int i = 0; i < commit.keyCount(); i++) {
            if (commit.space(i) == known.space) {
                known.raiseTo(commit.key(i));
            }
        }
        for (KeyRange span : commit.spans()) {
            record(span, slot, known);
        }
    }

    /** A span without an end is that of a space that was dropped, or is as good as one: the place is free again. */
    private void record(KeyRange span, int slot, Known known) {
        if (span.space() == known.space) {
            byte[] high = span.high();
            if (high == null) {
                table.compareAndSet(slot, known, null);
            } else {
                known.raiseTo(high);
            }
        }
    }

    private static byte[] highestKey(View view, int space) {
        try (KeyCursor cursor = view.snap().engine().cursor(KeyRange.all(space), true, 1)) {
            return cursor.next() ? cursor.key() : NO_KEY;
        }
    }

    private static int slot(int space) {
        return Integer.remainderUnsigned(space, SLOTS);
    }
}
