package io.trefoil.sql.storage;

/**
 * An ordered read of a key range.
 *
 * @param range the keys wanted
 * @param reverse from the greatest key to the smallest
 * @param limitHint how many entries the caller expects to consume at most, 0 if unknown; a hint for read-ahead, not a
 *     bound: the caller stops by closing the cursor. {@link #WHOLE}: all of them, once
 * @param access point of time, recording and lock; with a lock, every delivered key is locked before delivery
 */
public record ScanRequest(KeyRange range, boolean reverse, int limitHint, Access access) {

    /** The limit hint of who reads a large range once: it is read ahead, and pushes nothing out of the caches. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** Forward, recorded, without a lock. */
    public static ScanRequest of(KeyRange range) {
        return new ScanRequest(range, false, 0, Access.READ);
    }

    public ScanRequest reversed() {
        return new ScanRequest(range, !reverse, limitHint, access);
    }

    public ScanRequest with(Access other) {
        return new ScanRequest(range, reverse, limitHint, other);
    }

    public ScanRequest withLimitHint(int rows) {
        return new ScanRequest(range, reverse, rows, access);
    }
}
