package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one commit wrote, as a link of the {@link CommitLog}: the keys, or for large writes the spans that hold them.
 * Filled by the committing thread, then given its version and linked by the sequencer.
 */
final class CommitRecord {
    private static final long[] NO_HASHES = {};
    private static final int[] NO_SPACES = {};
    private static final byte[][] NO_KEYS = {};

    private final long[] hashes;
    private final int[] spaces;
    private final byte[][] keys;
    private final List<KeyRange> spans;
    private long version;
    private long ordinal;
    private volatile @Nullable CommitRecord next;

    CommitRecord(long[] hashes, int[] spaces, byte[][] keys, List<KeyRange> spans) {
        this.hashes = hashes;
        this.spaces = spaces;
        this.keys = keys;
        this.spans = spans;
    }

    /** The start of a log: everything up to {@code version} lies before it. */
    static CommitRecord origin(long version) {
        CommitRecord record = new CommitRecord(NO_HASHES, NO_SPACES, NO_KEYS, List.of());
        record.version = version;
        return record;
    }

    void link(CommitRecord before, long newVersion) {
        version = newVersion;
        ordinal = before.ordinal + keys.length + spans.size();
        before.next = this;
    }

    void unlinkNext() {
        next = null;
    }

    long version() {
        return version;
    }

    /** Number of keys and spans in the log up to here: differences tell the cost of a walk. */
    long ordinal() {
        return ordinal;
    }

    @Nullable
    CommitRecord next() {
        return next;
    }

    int keyCount() {
        return keys.length;
    }

    long hash(int i) {
        return hashes[i];
    }

    int space(int i) {
        return spaces[i];
    }

    byte[] key(int i) {
        return keys[i];
    }

    List<KeyRange> spans() {
        return spans;
    }

    boolean writes(long hash, int space, byte[] key) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash && spaces[i] == space && Arrays.equals(keys[i], key)) {
                return true;
            }
        }
        for (KeyRange span : spans) {
            if (span.space() == space && span.contains(key)) {
                return true;
            }
        }
        return false;
    }

    boolean writesIn(int space) {
        for (int written : spaces) {
            if (written == space) {
                return true;
            }
        }
        for (KeyRange span : spans) {
            if (span.space() == space) {
                return true;
            }
        }
        return false;
    }
}
