package io.trefoil.sql.storage.core;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When was a key last changed? A table hash(key) -> version of the last commit that wrote a key of that slot, and the
 * same per space. Answers may be too new (keys share slots), never too old: "not changed since" is certain, "changed" is
 * then looked up in the {@link CommitLog}.
 *
 * <p>Written by the sequencer only, before the batch becomes visible; read by all.
 */
final class VersionTable {
    private static final int SPACE_SLOTS = 4096;

    private final AtomicLongArray keys;
    private final int keyMask;
    /** Last write of any key of the space. */
    private final AtomicLongArray spaces = new AtomicLongArray(SPACE_SLOTS);
    /** Last write that is logged as a span and so is not in {@link #keys}. */
    private final AtomicLongArray spans = new AtomicLongArray(SPACE_SLOTS);

    VersionTable(int slots) {
        keys = new AtomicLongArray(slots);
        keyMask = slots - 1;
    }

    /** The newest version that may have changed this key. */
    long lastChange(long hash, int space) {
        return Math.max(lastChangeOfKey(hash), lastSpan(space));
    }

    /** The same without writes that were logged as a span. */
    long lastChangeOfKey(long hash) {
        return keys.getAcquire((int) hash & keyMask);
    }

    /** The newest write to the space that was logged as a span. */
    long lastSpan(int space) {
        return spans.getAcquire(slot(space));
    }

    /** The newest version that may have changed anything in the space. */
    long lastChangeOfSpace(int space) {
        return spaces.getAcquire(slot(space));
    }

    void record(CommitRecord commit) {
        long version = commit.version();
        for (int i = 0; i < commit.keyCount(); i++) {
            keys.setRelease((int) commit.hash(i) & keyMask, version);
            int slot = slot(commit.space(i));
            if (spaces.getPlain(slot) != version) {
                spaces.setRelease(slot, version);
            }
        }
        for (var span : commit.spans()) {
            spans.setRelease(slot(span.space()), version);
            spaces.setRelease(slot(span.space()), version);
        }
    }

    /**
     * Takes back a commit that was not applied. What its slots held before is not known any more; the newest version there
     * is can only be too new.
     */
    void takeBack(CommitRecord commit, long newest) {
        for (int i = 0; i < commit.keyCount(); i++) {
            lower(keys, (int) commit.hash(i) & keyMask, newest);
            lower(spaces, slot(commit.space(i)), newest);
        }
        for (var span : commit.spans()) {
            lower(spans, slot(span.space()), newest);
            lower(spaces, slot(span.space()), newest);
        }
    }

    private static void lower(AtomicLongArray table, int slot, long newest) {
        if (table.getPlain(slot) > newest) {
            table.setRelease(slot, newest);
        }
    }

    /** The fixed spaces below 1024 have slots of their own; allocated ones follow each other round the rest. */
    private static int slot(int space) {
        return Integer.compareUnsigned(space, 1024) < 0
                ? space
                : 1024 + Integer.remainderUnsigned(space, SPACE_SLOTS - 1024);
    }
}
