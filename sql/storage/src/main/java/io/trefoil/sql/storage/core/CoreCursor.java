package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Access.Reading;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Merges the engine's entries with the transaction's writes. When the transaction's snapshot moves forward, what the
 * cursor has delivered is known to be unchanged, so it goes on behind the last delivered key at the new snapshot: the scan
 * as a whole shows one state.
 */
final class CoreCursor implements KeyCursor {
    private static final byte[] NOTHING = {};

    private final CoreTransaction transaction;
    private final CoreStatement statement;
    private final ScanRequest request;
    private final KeyRange range;
    private final boolean reverse;
    private final int visibleBefore;
    private final @Nullable LockMode lock;
    private final @Nullable ReadRange recorded;
    /** Link of the transaction's list. */
    @Nullable
    CoreCursor nextOpen;

    private Snap snap;
    private KeyCursor engine;
    /** The engine's entry was used up: step it before looking. */
    private boolean engineSpent = true;

    private boolean engineOn;
    /** The engine was not asked for anything yet. */
    private boolean untouched = true;
    /** Known to hold nothing at the beginning of the range; the engine begins behind it. */
    private EmptyRanges.@Nullable Known empty;

    private @Nullable OverlayCursor overlay;
    private boolean onOverlay;
    private byte[] overlayKey = NOTHING;
    private byte[] overlayValue = NOTHING;

    private boolean delivered;
    private boolean exhausted;
    private boolean closed;
    /** Locking scans: the key delivered last, because the entry under test may be a later one. */
    private byte[] lastDelivered = NOTHING;

    CoreCursor(CoreTransaction transaction, CoreStatement statement, ScanRequest request) {
        this.transaction = transaction;
        this.statement = statement;
        this.request = request;
        range = request.range();
        reverse = request.reverse();
        visibleBefore = statement.visibleBefore(request.access());
        lock = request.access().lock();
        if (request.access().reading() == Reading.LATEST) {
            snap = transaction.store().snapshots().acquireNewest().snap();
        } else {
            snap = statement.view().snap();
            snap.tryAcquire();
        }
        recorded = startRecord();
        engine = openEngine(null);
        overlay = overlayCursor(null);
    }

    CoreStatement statement() {
        return statement;
    }

    @Override
    public boolean next() {
        if (closed || exhausted) {
            return false;
        }
        statement.enter(range.space());
        if (request.access().reading() != Reading.LATEST && statement.view().snap() != snap) {
            reopen();
        }
        while (step()) {
            if (lock == null) {
                delivered = true;
                return true;
            }
            byte[] key = key();
            if (!statement.lockFresh(range.space(), key, lock, request.access().lockWait())) {
                continue;
            }
            if (request.access().reading() != Reading.LATEST && statement.view().snap() != snap) {
                reopen();
                continue;
            }
            lastDelivered = key;
            delivered = true;
            return true;
        }
        exhausted = true;
        return false;
    }

    @Override
    public byte[] keyArray() {
        return onOverlay ? overlayKey : engine.keyArray();
    }

    @Override
    public int keyOffset() {
        return onOverlay ? 0 : engine.keyOffset();
    }

    @Override
    public int keyLength() {
        return onOverlay ? overlayKey.length : engine.keyLength();
    }

    @Override
    public byte[] valueArray() {
        return onOverlay ? overlayValue : engine.valueArray();
    }

    @Override
    public int valueOffset() {
        return onOverlay ? 0 : engine.valueOffset();
    }

    @Override
    public int valueLength() {
        return onOverlay ? overlayValue.length : engine.valueLength();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        recordProgress();
        closed = true;
        engine.close();
        closeOverlay();
        snap.release();
        transaction.cursors().remove(this);
    }

    /** Brings the recorded range up to what was delivered. */
    void recordProgress() {
        ReadRange read = recorded;
        if (read == null || closed || !(delivered || exhausted)) {
            return;
        }
        byte[] last = exhausted ? null : lastKey();
        read.low = reverse && last != null ? last : range.low();
        read.high = !reverse && last != null ? KeyRange.successor(last) : range.high();
        read.started = true;
        transaction.reads().changed();
    }

    private @Nullable ReadRange startRecord() {
        ReadSet reads = transaction.reads();
        boolean skips = lock != null && request.access().lockWait() == LockWait.SKIP;
        if (request.access().reading() != Reading.SNAPSHOT || transaction.readOnly() || skips) {
            return null;
        }
        if (!reads.keeps()) {
            reads.countOne();
            return null;
        }
        ReadRange read = new ReadRange(range.space(), range.low(), range.low());
        reads.addRange(read);
        return read;
    }

    /** A copy of the key delivered last. */
    private byte[] lastKey() {
        return lock != null ? lastDelivered : key();
    }

    /** Continues behind the last delivered key at the statement's present snapshot. */
    private void reopen() {
        byte[] last = delivered ? lastKey() : null;
        engine.close();
        snap.release();
        snap = statement.view().snap();
        snap.tryAcquire();
        engine = openEngine(last);
        engineSpent = true;
        closeOverlay();
        overlay = overlayCursor(last);
    }

    private @Nullable OverlayCursor overlayCursor(byte @Nullable [] after) {
        return transaction.overlay().touches(range.space())
                ? new OverlayCursor(transaction.overlay(), range, reverse, visibleBefore, true, after)
                : null;
    }

    /** The engine's part of the range, behind a key or from its beginning. */
    private KeyCursor openEngine(byte @Nullable [] last) {
        KeyRange part = range.behind(last, reverse);
        if (last == null && !reverse) {
            empty = transaction.store().emptyRanges().find(range.space(), range.low(), snap.version());
            part = empty == null ? range : empty.rest(range);
        }
        return snap.engine().cursor(part, reverse, request.limitHint());
    }

    /** Notes how far the first entry is away if it took long to get there. */
    private boolean firstNext() {
        untouched = false;
        if (reverse || delivered || request.access().reading() == Reading.LATEST) {
            return engine.next();
        }
        long start = System.nanoTime();
        boolean found = engine.next();
        EmptyRanges ranges = transaction.store().emptyRanges();
        if (ranges.isLong(System.nanoTime() - start)) {
            byte[] first = found ? engine.key() : range.high();
            byte[] low = empty == null ? range.low() : empty.low;
            ranges.learn(range.space(), low, first, statement.view());
        }
        return found;
    }

    private void closeOverlay() {
        OverlayCursor own = overlay;
        if (own != null) {
            overlay = null;
            own.close();
        }
    }

    /** Moves to the next entry of the merge. */
    private boolean step() {
        while (true) {
            if (engineSpent) {
                engineOn = untouched ? firstNext() : engine.next();
                engineSpent = false;
            }
            byte[] written = overlay == null ? null : overlay.key();
            if (overlay == null || written == null) {
                onOverlay = false;
                engineSpent = engineOn;
                return engineOn;
            }
            int order = engineOn ? compareEngineTo(written) : 1;
            if (order < 0) {
                onOverlay = false;
                engineSpent = true;
                return true;
            }
            if (order == 0) {
                engineSpent = true;
            }
            byte[] value = overlay.value();
            overlay.advance();
            if (value != null) {
                onOverlay = true;
                overlayKey = written;
                overlayValue = value;
                return true;
            }
        }
    }

    /** Negative if the engine's entry comes first in the direction of the walk. */
    private int compareEngineTo(byte[] key) {
        int from = engine.keyOffset();
        int order = Arrays.compareUnsigned(engine.keyArray(), from, from + engine.keyLength(), key, 0, key.length);
        return reverse ? -order : order;
    }
}
