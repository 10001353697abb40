package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock as it is put on record.
 *
 * @param modes {@link LockModes} bits
 * @param key null for the lock of a whole space
 */
record RecordedLock(int modes, int space, byte @Nullable [] key) {

    // Written out, because javac does not put the annotation of an array component on an implicit constructor.
    @SuppressWarnings("RedundantRecordConstructor")
    RecordedLock(int modes, int space, byte @Nullable [] key) {
        this.modes = modes;
        this.space = space;
        this.key = key;
    }

    long hash() {
        return key == null ? KeyHash.ofSpace(space) : KeyHash.of(space, key);
    }

    /** What the owner of the locks may have written, as if he had committed: nobody writes without a lock. */
    static CommitRecord writable(List<RecordedLock> locks) {
        List<RecordedLock> written = new ArrayList<>();
        List<KeyRange> spans = new ArrayList<>();
        for (RecordedLock lock : locks) {
            if (lock.key == null) {
                if (LockModes.ownsSpace(lock.modes)) {
                    spans.add(KeyRange.all(lock.space));
                }
            } else if (lock.space != Spaces.ADVISORY && (lock.modes & LockModes.WRITING) != 0) {
                written.add(lock);
            }
        }
        long[] hashes = written.stream().mapToLong(RecordedLock::hash).toArray();
        int[] spaces = written.stream().mapToInt(RecordedLock::space).toArray();
        byte[][] keys = written.stream().map(RecordedLock::key).toArray(byte[][]::new);
        return new CommitRecord(hashes, spaces, keys, spans);
    }
}
