package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was read is the same in a newer state, for a transaction so old that the commits since are not remembered:
 * ranges are read again in both states. Points are kept as hashes only and cannot be; for them the {@link VersionTable} has
 * to prove that nothing was written. A value that changed and came back counts as the same: the transaction could as well
 * have read it at the newer state.
 */
final class ReadComparison {
    /** Reading much more again takes longer than doing the transaction's work again. */
    private static final long ENTRIES_MAX = 1_000_000;

    private final Snap before;
    private final Snap now;
    private final VersionTable versions;
    private long compared;

    ReadComparison(Snap before, Snap now, VersionTable versions) {
        this.before = before;
        this.now = now;
        this.versions = versions;
    }

    boolean holds(ReadSet reads) {
        return reads.pointsUnchanged(before.version(), versions) && reads.everyRange(this::isSame);
    }

    private boolean isSame(KeyRange range) {
        if (versions.lastChangeOfSpace(range.space()) <= before.version()) {
            return true;
        }
        try (KeyCursor old = before.engine().cursor(range, false, 0);
                KeyCursor fresh = now.engine().cursor(range, false, 0)) {
            while (compared++ < ENTRIES_MAX) {
                boolean more = old.next();
                if (more != fresh.next() || (more && !isSameEntry(old, fresh))) {
                    return false;
                }
                if (!more) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSameEntry(KeyCursor a, KeyCursor b) {
        return same(a.keyArray(), a.keyOffset(), a.keyLength(), b.keyArray(), b.keyOffset(), b.keyLength())
                && same(
                        a.valueArray(),
                        a.valueOffset(),
                        a.valueLength(),
                        b.valueArray(),
                        b.valueOffset(),
                        b.valueLength());
    }

    private static boolean same(byte[] a, int fromA, int lengthA, byte[] b, int fromB, int lengthB) {
        return Arrays.equals(a, fromA, fromA + lengthA, b, fromB, fromB + lengthB);
    }

    /** Whether one key has the same value in both states. */
    static boolean sameValue(Snap before, Snap now, int space, byte[] key) {
        byte @Nullable [] old = before.engine().get(space, key);
        return Arrays.equals(old, now.engine().get(space, key));
    }
}
