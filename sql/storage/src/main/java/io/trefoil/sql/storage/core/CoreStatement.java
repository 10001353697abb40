package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Access.Reading;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ReadHabit;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLoad;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.core.Overlay.Write;
import io.trefoil.sql.storage.engine.SortedRun;
import org.jspecify.annotations.Nullable;

/** A statement's reads and writes: overlay first, then lock and freshness, then the record, then the snapshot. */
final class CoreStatement implements StorageStatement {
    /** Sees the writes of every statement, the running one included. */
    static final int ALL = Integer.MAX_VALUE;

    private final CoreTransaction transaction;
    private final int number;
    /** READ COMMITTED: the statement's own, with a reference; else null, and the transaction's counts. */
    private volatile @Nullable View own;

    private final long undoMark;
    private final long outerMark;
    private final ReadSet.Position readMark;
    /** The transaction's attempt that it belongs to. */
    private final int attempt;

    private boolean interleaved;
    /** Something was read without a record: nothing would notice if the snapshot left it behind. */
    private boolean pinned;

    private boolean closed;

    CoreStatement(
            CoreTransaction transaction,
            int number,
            @Nullable View own,
            long undoMark,
            ReadSet.Position readMark,
            long outerMark) {
        this.transaction = transaction;
        this.number = number;
        this.own = own;
        this.undoMark = undoMark;
        this.readMark = readMark;
        this.outerMark = outerMark;
        attempt = transaction.attempt();
    }

    @Override
    public byte @Nullable [] get(int space, byte[] key, Access access) {
        enter(space);
        if (access.lock() != null) {
            lockForRead(space, key, access);
        }
        Write write = transaction.overlay().find(space, key, visibleBefore(access));
        if (write != null) {
            return write.value;
        }
        if (access.reading() == Reading.LATEST) {
            return access.lock() == null || transaction.isolation() != Isolation.SERIALIZABLE
                    ? latest(space, key)
                    : latestLocked(space, key);
        }
        if (access.reading() == Reading.UNTRACKED) {
            pin(true);
        } else if (!transaction.readOnly()) {
            recordPoint(space, key);
        }
        return transaction.store().read(view().snap(), space, key);
    }

    @Override
    public void expectWrite(int space, byte[] key, ReadHabit habit) {
        enter(space);
        if (!transaction.reads().keeps()) {
            return;
        }
        long hash = KeyHash.of(space, key);
        if (transaction.turns().take(space, key, hash, habit) && changedSinceSnapshot(hash, space, key)) {
            // If that fails, what was read before or the definitions have changed, and the commit will tell.
            transaction.tryRefreshWithinStatement();
        }
    }

    @Override
    public void multiGet(int space, byte[][] keys, byte[] @Nullable [] values, int count, Access access) {
        enter(space);
        if (access.lock() != null
                || access.reading() == Reading.LATEST
                || !transaction.overlay().isEmpty()) {
            for (int i = 0; i < count; i++) {
                values[i] = get(space, keys[i], access);
            }
            return;
        }
        if (access.reading() == Reading.UNTRACKED) {
            pin(true);
        } else if (!transaction.readOnly()) {
            for (int i = 0; i < count; i++) {
                recordPoint(space, keys[i]);
            }
        }
        view().snap().engine().multiGet(space, keys, values, count);
    }

    @Override
    public KeyCursor scan(ScanRequest request) {
        enter(request.range().space());
        if (request.access().lock() != null) {
            transaction.checkWritable();
        }
        Access access = request.access();
        if (access.reading() == Reading.UNTRACKED) {
            pin(true);
        }
        if (transaction.locksReads() && access.reading() == Reading.SNAPSHOT && access.lockWait() != LockWait.SKIP) {
            shareSpace(request.range().space());
        }
        CoreCursor cursor = new CoreCursor(transaction, this, request);
        transaction.cursors().add(cursor);
        return cursor;
    }

    @Override
    public boolean lock(int space, byte[] key, LockMode mode, LockWait lockWait) {
        enter(space);
        return lockWait == LockWait.SKIP ? lockIfThere(space, key, mode) : lockFresh(space, key, mode, lockWait);
    }

    @Override
    public long snapshotVersion() {
        return view().version();
    }

    @Override
    public boolean lockUnchanged(int space, byte[] key, LockMode mode, long version) {
        enter(space);
        transaction.checkWritable();
        if (view().version() != version) {
            throw new StatementRetry("the snapshot has moved on since the row was read");
        }
        long hash = KeyHash.of(space, key);
        HeldLock held = transaction.locks().lockKey(hash, space, key, mode, LockWait.SKIP);
        if (held == null) {
            return false;
        }
        if (isFresh(held)) {
            return true;
        }
        if (changedSinceSnapshot(hash, space, key)) {
            return false;
        }
        noteFresh(held);
        return true;
    }

    @Override
    public byte @Nullable [] insert(int space, byte[] key, byte[] value, LockWait lockWait) {
        enter(space);
        transaction.checkWritable();
        if (lockWait == LockWait.SKIP) {
            throw new IllegalArgumentException("an insert cannot skip its key");
        }
        long hash = KeyHash.of(space, key);
        transaction.locks().lockKey(hash, space, key, LockMode.UPDATE, lockWait);
        Write write = transaction.overlay().find(space, key, ALL);
        byte[] existing;
        if (write != null) {
            existing = write.value;
        } else if (changedSinceSnapshot(hash, space, key)) {
            existing = latest(space, key);
            if (existing != null && transaction.isolation() == Isolation.SERIALIZABLE && !transaction.tryRefresh()) {
                throw new StatementRetry("a key that was absent when read exists now");
            }
        } else {
            existing = existing(space, key);
        }
        if (existing == null) {
            write(space, key, value);
        }
        return existing;
    }

    /** What the snapshot has under a key that is probably not there. */
    private byte @Nullable [] existing(int space, byte[] key) {
        HighestKeys highest = transaction.store().highestKeys();
        if (highest.isAbove(view(), space, key)) {
            return null;
        }
        byte[] existing = transaction.store().read(view().snap(), space, key);
        if (existing == null) {
            highest.learn(view(), space);
        }
        return existing;
    }

    @Override
    public void put(int space, byte[] key, byte[] value) {
        enter(space);
        lockForWrite(space, key, LockMode.NO_KEY_UPDATE);
        write(space, key, value);
    }

    @Override
    public void delete(int space, byte[] key) {
        enter(space);
        lockForWrite(space, key, LockMode.UPDATE);
        write(space, key, null);
    }

    @Override
    public @Nullable SpaceLoad load(int space) {
        enter(space);
        transaction.checkWritable();
        if (!transaction.locks().ownsSpace(space)) {
            return null;
        }
        SortedRun run = transaction.store().engine().newSortedRun(space);
        return run == null ? null : new CoreLoad(transaction, this, number, space, run);
    }

    @Override
    public void restart() {
        if (closed || transaction.state() != CoreTransaction.State.ACTIVE) {
            throw new IllegalStateException("the statement has ended");
        }
        CoreStore store = transaction.store();
        store.failure().check();
        transaction.checkCanceled();
        transaction.costs().statementRestarted();
        transaction.cursors().closeOf(this);
        if (interleaved || transaction.newestStatement() != this) {
            transaction.doom();
            throw transaction.readChanged();
        }
        transaction.overlay().undoTo(undoMark);
        transaction.marks().lastUndo(outerMark);
        transaction.reads().cutTo(readMark);
        pin(false);
        if (own != null) {
            replaceOwn();
        } else if (!transaction.tryRefresh()) {
            transaction.doom();
            throw transaction.readChanged();
        }
    }

    @Override
    public void checkCanceled() {
        transaction.checkCanceled();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        transaction.turns().idle();
        pin(false);
        transaction.cursors().closeOf(this);
        View view = own;
        if (view != null) {
            own = null;
            view.snap().release();
        }
    }

    // ---- for cursors

    View view() {
        View current = own;
        return current != null ? current : transaction.view();
    }

    int visibleBefore(Access access) {
        return access.reading() == Reading.LATEST ? ALL : number;
    }

    @Nullable
    View ownView() {
        return own;
    }

    boolean isOpen() {
        return !closed;
    }

    /** Another statement of the transaction did something since this one began: it cannot be undone alone. */
    void interleaved() {
        interleaved = true;
    }

    void enter(int space) {
        if (closed) {
            throw new IllegalStateException("the statement has ended");
        }
        CoreTransaction.checkSpace(space);
        transaction.enter(this);
    }

    /** SKIP LOCKED: a key that went meanwhile is passed over like one that another is about to take away. */
    private boolean lockIfThere(int space, byte[] key, LockMode mode) {
        transaction.checkWritable();
        long hash = KeyHash.of(space, key);
        HeldLock held = transaction.locks().lockKey(hash, space, key, mode, LockWait.SKIP);
        if (held == null) {
            return false;
        }
        boolean canPass = pinned || transaction.isolation() != Isolation.SERIALIZABLE;
        if (canPass && !isFresh(held) && changedSinceSnapshot(hash, space, key) && latest(space, key) == null) {
            return false;
        }
        freshen(held, hash, space, key, false);
        return true;
    }

    /** Locks a key and makes the snapshot show its newest state; false if it was skipped. */
    boolean lockFresh(int space, byte[] key, LockMode mode, LockWait lockWait) {
        transaction.checkWritable();
        long hash = KeyHash.of(space, key);
        HeldLock held = transaction.locks().lockKey(hash, space, key, mode, lockWait);
        if (held == null) {
            return false;
        }
        freshen(held, hash, space, key, lockWait == LockWait.SKIP);
        return true;
    }

    // ---- inner steps

    /** Whether the snapshot must stay where it is until the statement ends or restarts. */
    private void pin(boolean on) {
        if (pinned != on) {
            pinned = on;
            if (transaction.attempt() == attempt) {
                transaction.pin(on ? 1 : -1);
            }
        }
    }

    private void lockForRead(int space, byte[] key, Access access) {
        LockMode mode = access.lock();
        if (mode == null) {
            return;
        }
        if (access.lockWait() == LockWait.SKIP) {
            throw new IllegalArgumentException("SKIP needs lock(), which tells whether the key was skipped");
        }
        if (access.reading() == Reading.LATEST) {
            transaction.checkWritable();
            transaction.locks().lockKey(KeyHash.of(space, key), space, key, mode, access.lockWait());
        } else {
            lockFresh(space, key, mode, access.lockWait());
        }
    }

    private void lockForWrite(int space, byte[] key, LockMode mode) {
        transaction.checkWritable();
        long hash = KeyHash.of(space, key);
        HeldLock held = transaction.locks().lockKey(hash, space, key, mode, LockWait.BLOCK);
        transaction.turns().wrote(hash);
        // A blind write relies on no read; only the first-updater-wins rule looks at what is there.
        if (held != null && transaction.isolation() == Isolation.REPEATABLE_READ) {
            freshen(held, hash, space, key, false);
        }
    }

    private void write(int space, byte[] key, byte @Nullable [] value) {
        transaction
                .overlay()
                .write(space, key, value, number, transaction.marks().lastUndo());
        transaction.limits().keep(transaction.overlay());
    }

    /**
     * A read of a key: recorded, unless a lock keeps the key as it is. Holding a lock is not enough: the key may have changed
     * between snapshot and grant (a blind write takes the lock without looking), so it is freshened first.
     */
    private void recordPoint(int space, byte[] key) {
        ReadSet reads = transaction.reads();
        if (!reads.keeps() && !transaction.locks().any()) {
            reads.countOne();
            return;
        }
        long hash = KeyHash.of(space, key);
        HeldLock held = transaction.locks().find(hash, space, key);
        boolean isProtected = held != null && (held.modes & LockModes.PROTECTING) != 0;
        if (held != null && isProtected && (reads.keeps() || isFresh(held))) {
            freshen(held, hash, space, key, false);
        } else if (reads.keeps()) {
            if (transaction.locksReads() && !transaction.locks().sharesSpace(space)) {
                lockFresh(space, key, LockMode.SHARE, LockWait.BLOCK);
            } else {
                reads.addPoint(space, hash);
            }
        } else {
            reads.countOne();
        }
    }

    /** Keeps writers away from a space that is about to be scanned, and sees what they have done before. */
    private void shareSpace(int space) {
        if (transaction.locks().sharesSpace(space)) {
            return;
        }
        transaction.locks().lockSpace(space, LockModes.bit(SpaceLock.SHARED), LockWait.BLOCK);
        if (transaction.store().versions().lastChangeOfSpace(space) > view().version() && !transaction.tryRefresh()) {
            throw new StatementRetry("something changed that the statement had read");
        }
    }

    private boolean isFresh(HeldLock held) {
        return held.freshVersion != HeldLock.NEVER && view().version() >= held.freshVersion;
    }

    private void freshen(HeldLock held, long hash, int space, byte[] key, boolean skipping) {
        if (isFresh(held)) {
            return;
        }
        if (changedSinceSnapshot(hash, space, key)) {
            moveForward(space, key, skipping);
        }
        noteFresh(held);
    }

    /** What the snapshot shows of the key holds as long as the lock does, if the lock keeps writers away. */
    private void noteFresh(HeldLock held) {
        if (held.entry.key != null && (held.modes & LockModes.PROTECTING) != 0) {
            held.freshVersion = view().version();
        }
    }

    private boolean changedSinceSnapshot(long hash, int space, byte[] key) {
        transaction.store().interleaving().reach(Place.FRESHEN);
        View view = view();
        return transaction.store().versions().lastChange(hash, space) > view.version()
                && !transaction.store().freshenOff()
                && changedSince(view, hash, space, key);
    }

    private boolean changedSince(View view, long hash, int space, byte[] key) {
        CommitRecord position = view.position();
        if (position != null) {
            return CommitLog.changed(position, view.version(), hash, space, key);
        }
        Snap newest = transaction.store().snapshots().acquireNewest().snap();
        try {
            return !ReadComparison.sameValue(view.snap(), newest, space, key);
        } finally {
            newest.release();
        }
    }

    private void moveForward(int space, byte[] key, boolean skipping) {
        switch (transaction.isolation()) {
            case SERIALIZABLE -> {
                if (!transaction.tryRefresh()) {
                    throw new StatementRetry("a row changed after the statement had read it");
                }
            }
            case REPEATABLE_READ -> {
                if (transaction.tryRefresh()) {
                    return;
                }
                if (readMark.count() == 0 && !interleaved) {
                    throw new StatementRetry("a row changed after the snapshot was taken");
                }
                transaction.store().counts().writeConflicts.increment();
                throw new TransactionRetry(TransactionRetry.Why.WRITE_CHANGED, space, key);
            }
            case READ_COMMITTED -> {
                if (pinned || (!skipping && transaction.reads().count() > readMark.count())) {
                    throw new StatementRetry("a row changed after the statement had begun");
                }
                replaceOwn();
            }
        }
    }

    private void replaceOwn() {
        View old = own;
        own = transaction.newStatementView();
        if (old != null) {
            old.snap().release();
        }
    }

    /**
     * The newest value of a locked key at SERIALIZABLE. Its lock keeps the key in being, or away, until commit, so nothing
     * is recorded: that a foreign key's check does not conflict with updates of the row it finds rests on this. But the
     * transaction must not learn of a key that came or went after its snapshot while its other reads are older: then it
     * has to move forward, or it could tell an order of others that never was.
     */
    private byte @Nullable [] latestLocked(int space, byte[] key) {
        byte[] known = transaction.store().read(view().snap(), space, key);
        if (transaction.store().versions().lastChange(KeyHash.of(space, key), space) <= view().version()) {
            return known;
        }
        byte[] newest = latest(space, key);
        if ((known == null) != (newest == null) && !transaction.tryRefresh()) {
            throw new StatementRetry("a key came or went after the snapshot was taken");
        }
        return newest;
    }

    private byte @Nullable [] latest(int space, byte[] key) {
        Snap snap = transaction.store().snapshots().acquireNewest().snap();
        try {
            return transaction.store().read(snap, space, key);
        } finally {
            snap.release();
        }
    }
}
