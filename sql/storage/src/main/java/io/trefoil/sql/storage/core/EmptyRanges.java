package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Interleaving.Place;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Ranges where scans begin and find nothing for long: what the consumers of a queue leave behind. An engine has to step
 * over every removed entry until it has tidied up; a scan that has done so once tells the next ones where it got to.
 *
 * <p><b>Invariant.</b> A settled range is empty in every state from its version up to the newest. The sequencer tells of
 * every commit after linking it to the {@link CommitLog} and before it becomes visible ({@link #record}), and the range is
 * cut off before a key that was written. A scan first puts its range here unsettled, and then walks the log from its own
 * snapshot: of the two, one meets every commit.
 *
 * <p>Who looks for a range has its snapshot already, so whatever that contains has been told.
 */
final class EmptyRanges {
    private static final int SLOTS = 512;
    private static final int PER_SLOT = 4;
    /** So many keys written since the snapshot are walked over at most. */
    private static final long WALK_MAX = 20_000;

    private final CommitLog log;
    private final AtomicReferenceArray<Known> table = new AtomicReferenceArray<>(SLOTS * PER_SLOT);
    private final Interleaving interleaving;
    /** Shorter searches are not worth remembering. */
    private volatile long learnAfterNanos = 60_000;

    private volatile boolean any;

    EmptyRanges(CommitLog log, Interleaving interleaving) {
        this.log = log;
        this.interleaving = interleaving;
    }

    /** A range that held nothing at a version; its end only comes nearer. */
    static final class Known {
        final int space;
        final byte[] low;
        final long version;
        /** Exclusive, null for the end of the space. */
        private volatile byte @Nullable [] high;

        private volatile boolean settled;

        Known(int space, byte[] low, byte @Nullable [] high, long version) {
            this.space = space;
            this.low = low;
            this.high = high;
            this.version = version;
        }

        /** What is left of a range that begins inside. */
        KeyRange rest(KeyRange range) {
            byte[] end = high;
            byte[] rangeEnd = range.high();
            if (end == null || (rangeEnd != null && Arrays.compareUnsigned(rangeEnd, end) < 0)) {
                return new KeyRange(range.space(), range.low(), range.low());
            }
            return new KeyRange(range.space(), end, rangeEnd);
        }

        private boolean holds(byte[] key) {
            byte[] end = high;
            return Arrays.compareUnsigned(low, key) <= 0 && (end == null || Arrays.compareUnsigned(key, end) < 0);
        }

        private synchronized void cutBefore(byte[] key) {
            if (holds(key)) {
                high = key;
            }
        }

        private void written(CommitRecord commit) {
            for (int i = 0; i < commit.keyCount(); i++) {
                if (commit.space(i) == space && holds(commit.key(i))) {
                    cutBefore(commit.key(i));
                }
            }
            for (KeyRange span : commit.spans()) {
                if (span.space() == space) {
                    byte[] end = span.high();
                    if (end == null || Arrays.compareUnsigned(low, end) < 0) {
                        cutBefore(Arrays.compareUnsigned(span.low(), low) < 0 ? low : span.low());
                    }
                }
            }
        }
    }

    /** A range known to be empty at {@code version} that holds {@code key}, or null. */
    @Nullable
    Known find(int space, byte[] key, long version) {
        if (!any) {
            return null;
        }
        int slot = slot(space);
        for (int i = slot; i < slot + PER_SLOT; i++) {
            Known known = table.get(i);
            if (known != null
                    && known.space == space
                    && known.settled
                    && known.version <= version
                    && known.holds(key)) {
                return known;
            }
        }
        return null;
    }

    boolean isLong(long nanos) {
        return nanos > learnAfterNanos;
    }

    /** For tests. */
    void learnAfterNanos(long nanos) {
        learnAfterNanos = nanos;
    }

    /** Remembers that nothing lies from {@code low} up to {@code high} in a view. */
    void learn(int space, byte[] low, byte @Nullable [] high, View view) {
        CommitRecord position = view.position();
        if (position == null || log.published().ordinal() - position.ordinal() > WALK_MAX) {
            return;
        }
        Known known = new Known(space, low, high, view.version());
        interleaving.reach(Place.SNAPSHOT);
        table.set(place(known), known);
        any = true;
        interleaving.reach(Place.SNAPSHOT);
        for (CommitRecord r = position.next(); r != null; r = r.next()) {
            if (r.version() > known.version) {
                known.written(r);
            }
        }
        known.settled = true;
    }

    /** Sequencer only: a commit was linked to the log and is not yet visible. */
    void record(CommitRecord commit) {
        if (!any) {
            return;
        }
        for (int i = 0; i < commit.keyCount(); i++) {
            int slot = slot(commit.space(i));
            for (int j = slot; j < slot + PER_SLOT; j++) {
                Known known = table.get(j);
                if (known != null && known.space == commit.space(i) && known.holds(commit.key(i))) {
                    known.cutBefore(commit.key(i));
                }
            }
        }
        List<KeyRange> spans = commit.spans();
        for (int i = 0; i < spans.size(); i++) {
            int slot = slot(spans.get(i).space());
            for (int j = slot; j < slot + PER_SLOT; j++) {
                Known known = table.get(j);
                if (known != null) {
                    known.written(commit);
                }
            }
        }
    }

    /** Where a range goes: over one that begins at the same key, into a free place, or over the oldest. */
    private int place(Known fresh) {
        int slot = slot(fresh.space);
        int oldest = slot;
        for (int i = slot; i < slot + PER_SLOT; i++) {
            Known known = table.get(i);
            if (known == null || (known.space == fresh.space && Arrays.equals(known.low, fresh.low))) {
                return i;
            }
            Known last = table.get(oldest);
            if (last != null && known.version < last.version) {
                oldest = i;
            }
        }
        return oldest;
    }

    private static int slot(int space) {
        return Integer.remainderUnsigned(space, SLOTS) * PER_SLOT;
    }
}
