package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry.Why;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionCounts;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.ScratchStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transaction over an engine snapshot: reads, writes and locks of its own, and the rules that tie them.
 *
 * <p>At SERIALIZABLE the snapshot can move forward whenever nothing read so far was changed in between ("refresh"): then
 * all reads could as well have been made at the newer state. At REPEATABLE READ reads are not kept, so it can move only
 * before the first of them. At READ COMMITTED each statement takes a new one.
 */
final class CoreTransaction extends LockOwner implements StorageTransaction {
    /** A snapshot older than this is moved forward at the next statement, to keep the commit log short. */
    private static final long REFRESH_AFTER_NANOS = 1_000_000_000;
    /** Measured: two or three attempts with hints are cheaper than locks, from the fourth on locks are. */
    private static final int LOCKS_READS_FROM_ATTEMPT = 4;

    private final CoreStore store;
    private final long id;
    private final Isolation isolation;
    private final boolean readOnly;
    private final ReadSet reads;
    private final Overlay overlay = new Overlay();
    private final TransactionLocks locks;
    private final Marks marks = new Marks(this);
    private final OpenCursors cursors = new OpenCursors();
    private TransactionOptions options;
    private State state = State.ACTIVE;
    private int attempt = 1;
    /** Null until an attempt fails. */
    private @Nullable ConflictHints hints;
    /** The next operation has something to do first: {@link #attend}. */
    private volatile boolean attention;
    /** The hints are to be locked before the first operation of this attempt. */
    private boolean hintsPending;

    /** At READ COMMITTED none: its statements have their own. */
    private volatile @Nullable View view;

    private long viewTakenNanos;
    /** When the first statement began, 0 before. */
    private long sinceNanos;
    /** READ COMMITTED: the version of the newest view of a statement. */
    private long lastSeen;

    /** The newest version outside of the transaction that what it shows rests on. */
    private long dependsOn;

    private int statements;
    private volatile @Nullable CoreStatement newest;
    private volatile boolean canceled;
    // What it has cost so far; owner's thread.
    private int lockWaits;
    private long lockWaitNanos;
    private int statementRestarts;
    private int refreshes;

    CoreTransaction(CoreStore store, long id, TransactionOptions options) {
        super(CoreSession.of(options.session()));
        this.store = store;
        this.id = id;
        this.options = options;
        isolation = options.isolation();
        readOnly = options.readOnly();
        locks = new TransactionLocks(this, store.lockTable());
        reads = new ReadSet(isolation == Isolation.SERIALIZABLE && !readOnly);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public TransactionOptions options() {
        return options;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public StorageStatement beginStatement() {
        checkActive();
        canceled = false;
        View own = null;
        if (isolation == Isolation.READ_COMMITTED) {
            own = newStatementView();
        } else if (view == null) {
            moveTo(acquireView());
        } else if (reads.keeps()
                && view().version() < store.log().published().version()
                && System.nanoTime() - viewTakenNanos > REFRESH_AFTER_NANOS) {
            viewTakenNanos = System.nanoTime();
            tryRefresh();
        }
        CoreStatement statement =
                new CoreStatement(this, ++statements, own, overlay.position(), reads.position(), marks.lastUndo());
        newest = statement;
        return statement;
    }

    @Override
    public Mark mark() {
        checkActive();
        return marks.add(overlay.position(), reads.position());
    }

    @Override
    public void rollbackTo(Mark mark) {
        checkNotEnded();
        undoTo(mark);
    }

    @Override
    public void release(Mark mark) {
        marks.release(mark);
    }

    @Override
    public boolean reopen(Mark mark) {
        checkNotEnded();
        cursors.closeAll();
        reads.cutTo(undoTo(mark).reads());
        if (view != null && isolation != Isolation.READ_COMMITTED && !tryRefresh()) {
            state = State.DOOMED;
            return false;
        }
        state = State.ACTIVE;
        return true;
    }

    @Override
    public boolean refresh() {
        checkActive();
        if (view == null || readOnly) {
            return view == null;
        }
        return tryRefresh();
    }

    @Override
    public void restart() {
        checkNotEnded();
        store.failure().check();
        cursors.closeAll();
        locks.giveUpAfterDeadlock();
        overlay.clear();
        reads.clear();
        dropView();
        newest = null;
        marks.clear(overlay.position());
        state = State.ACTIVE;
        attempt++;
        hintsPending = hints != null;
        attention = hintsPending;
        store.counts().transactionRestarts.increment();
    }

    @Override
    public TransactionCounts counts() {
        return new TransactionCounts(lockWaits, lockWaitNanos, statementRestarts, refreshes);
    }

    @Override
    public boolean lockAdvisory(byte[] key, LockMode mode, LockWait lockWait) {
        checkActive();
        return locks.lockAdvisory(key, CoreSession.bit(mode), lockWait);
    }

    @Override
    public boolean lockSpace(int space, SpaceLock mode, LockWait lockWait) {
        checkActive();
        checkSpace(space);
        return locks.lockSpace(space, LockModes.bit(mode), lockWait) != null;
    }

    @Override
    public boolean ownsSpace(int space) {
        return locks.ownsSpace(space);
    }

    @Override
    public void dropSpace(int space) {
        checkActive();
        checkWritable();
        checkSpace(space);
        overlay.write(Spaces.STORE, StoreKeys.droppedSpace(space), StoreKeys.EMPTY, ++statements, marks.lastUndo());
    }

    @Override
    public long spaceVersion(int space) {
        checkActive();
        CoreStatement statement = newest;
        long version;
        if (statement != null && statement.isOpen()) {
            version = statement.view().version();
        } else if (isolation == Isolation.READ_COMMITTED) {
            // The next statement will see at least what is published now.
            version = store.log().published().version();
        } else {
            if (view == null) {
                moveTo(acquireView());
            }
            version = view().version();
        }
        long changed = store.versions().lastChangeOfSpace(space);
        return changed <= version ? changed : -1;
    }

    @Override
    public void lockTimeout(Duration timeout) {
        options = options.withLockTimeout(timeout);
    }

    @Override
    public void durability(Durability durability) {
        options = options.withDurability(durability);
    }

    @Override
    public void dependOn(long version) {
        dependsOn = Math.max(dependsOn, version);
    }

    @Override
    public long commit() {
        if (state == State.DOOMED) {
            throw new IllegalStateException("a transaction that has to be retried cannot commit");
        }
        checkActive();
        cursors.closeAll();
        return overlay.isEmpty() ? commitReads() : commitWrites();
    }

    @Override
    public void rollback() {
        if (state == State.COMMITTED || state == State.ROLLED_BACK) {
            return;
        }
        cursors.closeAll();
        store.counts().rollbacks.increment();
        end(State.ROLLED_BACK);
    }

    @Override
    public void cancel() {
        canceled = true;
        store.lockTable().cancel(this);
    }

    // ---- for the lock table

    @Override
    long transactionId() {
        return id;
    }

    @Override
    String label() {
        return options.label();
    }

    void waited(long nanos) {
        lockWaits++;
        lockWaitNanos += nanos;
    }

    // ---- for statements and cursors

    CoreStore store() {
        return store;
    }

    Isolation isolation() {
        return isolation;
    }

    boolean readOnly() {
        return readOnly;
    }

    ReadSet reads() {
        return reads;
    }

    Overlay overlay() {
        return overlay;
    }

    /**
     * Whether this attempt locks what it reads, because others have been faster too often: a reader of many hot keys would
     * else never get through. Only then, because two who share a key and both want to write it always end in a deadlock.
     */
    boolean locksReads() {
        return attempt >= LOCKS_READS_FROM_ATTEMPT && reads.keeps();
    }

    /** Whether commit has to check the reads. */
    boolean validates() {
        return reads.keeps() && !reads.isEmpty() && !store.validationOff();
    }

    long snapshotVersion() {
        return view().version();
    }

    View view() {
        View current = view;
        if (current == null) {
            throw new IllegalStateException("no statement has begun");
        }
        return current;
    }

    /** Every operation of a statement comes through here. */
    void enter(CoreStatement statement) {
        if (state != State.ACTIVE) {
            throw new IllegalStateException("transaction is " + state);
        }
        CoreStatement current = newest;
        if (current != statement && current != null) {
            current.interleaved();
        }
        checkCanceled();
        if (attention) {
            attend();
        }
    }

    void checkCanceled() {
        if (canceled) {
            canceled = false;
            throw new StorageException.Canceled();
        }
    }

    boolean takeCancel() {
        boolean was = canceled;
        if (was) {
            canceled = false;
        }
        return was;
    }

    void checkWritable() {
        if (readOnly) {
            throw new IllegalStateException("transaction is read-only");
        }
    }

    static void checkSpace(int space) {
        if (space == Spaces.STORE) {
            throw new IllegalArgumentException("space 0 belongs to the store");
        }
    }

    /** Moves to the newest snapshot if the reads allow it. */
    boolean tryRefresh() {
        CoreStatement statement = newest;
        if (statement != null && statement.isPinned()) {
            return false;
        }
        View from = view();
        cursors.recordProgress();
        store.counts().refreshesTried.increment();
        View to = store.snapshots().acquireNewest();
        CommitRecord since = from.position();
        if (to.version() == from.version() && since != null) {
            to.snap().release();
            return true;
        }
        store.interleaving().reach(Place.VALIDATE);
        if (!reads.isEmpty() && !holdsIn(to, from, since)) {
            to.snap().release();
            return false;
        }
        moveTo(to);
        store.counts().refreshes.increment();
        refreshes++;
        return true;
    }

    private boolean holdsIn(View to, View from, @Nullable CommitRecord since) {
        if (!reads.keeps()) {
            return false;
        }
        if (store.validationOff()) {
            return true;
        }
        CommitRecord known = to.position();
        return since != null && known != null
                ? reads.check(since, from.version(), known, to.version(), store.versions()) != null
                : new ReadComparison(from.snap(), to.snap(), store.versions()).holds(reads);
    }

    /** READ COMMITTED: the newest view, for one statement, which has to release it. */
    View newStatementView() {
        View newestView = acquireView();
        lastSeen = newestView.version();
        if (sinceNanos == 0) {
            sinceNanos = System.nanoTime();
        }
        return readOnly ? newestView.withoutPosition() : newestView.copy();
    }

    /**
     * Asks the transaction to move forward if it keeps more than half of {@code keysMax} keys of the commit log in memory;
     * if it has not done so when it keeps more than all, the log is let go, and what it has read can only be compared. Any
     * thread.
     */
    void limitLog(long newestOrdinal, long keysMax) {
        if (heldBy(view, newestOrdinal) > keysMax / 2) {
            attention = true;
        }
        limit(view, newestOrdinal, keysMax);
        CoreStatement statement = newest;
        if (statement != null) {
            limit(statement.ownView(), newestOrdinal, keysMax);
        }
    }

    void doom() {
        state = State.DOOMED;
    }

    TransactionRetry readChanged() {
        View current = view;
        if (current != null && current.position() == null) {
            store.counts().snapshotsTooOld.increment();
            return new TransactionRetry(Why.SNAPSHOT_TOO_OLD, 0, null);
        }
        store.counts().readConflicts.increment();
        int space = reads.conflictSpace();
        byte[] key = reads.conflictKey();
        ConflictHints known = hints;
        if (known == null) {
            known = new ConflictHints();
            hints = known;
        }
        known.add(space, key);
        return new TransactionRetry(Why.READ_CHANGED, space, key);
    }

    @Nullable
    CoreStatement newestStatement() {
        return newest;
    }

    Marks marks() {
        return marks;
    }

    /** Moves writes out of memory when there are many, if the engine has a place for them. */
    void limitMemory() {
        limitSize(0);
        if (overlay.bytes() <= store.transactionMemoryBytes()) {
            return;
        }
        SpilledWrites target = overlay.spilled();
        if (target == null) {
            ScratchStore scratch = store.engine().openScratch();
            if (scratch == null) {
                return;
            }
            target = new SpilledWrites(scratch);
        }
        overlay.spillTo(target);
        store.counts().spills.increment();
    }

    void statementRestarted() {
        statementRestarts++;
        store.counts().statementRestarts.increment();
    }

    /** What others are told; any thread, numbers of the moment. */
    TransactionInfo info() {
        View current = view;
        CoreStatement statement = newest;
        View own = statement == null ? null : statement.ownView();
        long snapshot = own != null ? own.version() : current != null ? current.version() : 0;
        return new TransactionInfo(
                id,
                label(),
                isolation,
                readOnly,
                state,
                attempt,
                sinceNanos,
                snapshot,
                reads.count(),
                overlay.position(),
                overlay.bytes() + overlay.spilledBytes(),
                locks.count(),
                counts(),
                store.lockTable().waiting(this));
    }

    /** How many keys of the commit log this transaction holds on to. */
    long logKeysHeld(long newestOrdinal) {
        long held = heldBy(view, newestOrdinal);
        CoreStatement statement = newest;
        return statement == null ? held : Math.max(held, heldBy(statement.ownView(), newestOrdinal));
    }

    /** Throws when the writes, with {@code more} bytes that are not yet among them, are too large. */
    void limitSize(long more) {
        if (overlay.bytes() + overlay.spilledBytes() + more > store.transactionBytesMax()) {
            throw store.tooManyWrites();
        }
    }

    OpenCursors cursors() {
        return cursors;
    }

    TransactionLocks locks() {
        return locks;
    }

    // ---- inner steps

    private View acquireView() {
        Snapshots snapshots = store.snapshots();
        if (readOnly && snapshots.durableVersion() >= options.notBefore()) {
            return snapshots.acquireDurable();
        }
        return snapshots.acquireNewest();
    }

    /** Takes over the reference that comes with {@code to}. */
    private void moveTo(View to) {
        dropView();
        view = readOnly ? to.withoutPosition() : to.copy();
        viewTakenNanos = System.nanoTime();
        if (sinceNanos == 0) {
            sinceNanos = viewTakenNanos;
        }
    }

    private void dropView() {
        View old = view;
        if (old != null) {
            view = null;
            old.snap().release();
        }
    }

    private long commitReads() {
        View seen = view;
        long version = seen != null ? seen.version() : isolation == Isolation.READ_COMMITTED ? lastSeen : 0;
        long shown = readOnly ? dependsOn : Math.max(version, dependsOn);
        boolean wait = shown != 0 && options.durability() == Durability.SYNC;
        store.counts().readCommits.increment();
        end(State.COMMITTED);
        if (wait) {
            store.syncer().awaitDurable(shown, store.groups());
        }
        return version;
    }

    private long commitWrites() {
        store.failure().check();
        if (validates() && view().position() == null && !tryRefresh()) {
            throw refused();
        }
        CommitRecord checked = store.log().published();
        store.interleaving().reach(Place.VALIDATE);
        if (validates()) {
            CommitRecord since = view().position();
            checked = since == null
                    ? null
                    : reads.check(since, snapshotVersion(), checked, checked.version(), store.versions());
            if (checked == null) {
                throw refused();
            }
        }
        CommitWriter writer = new CommitWriter(overlay, store.keysBeforeSpan());
        boolean waits =
                options.durability() == Durability.SYNC && store.engine().durable();
        PendingCommit commit;
        try (EngineWrites writes = writer.encode(store.engine())) {
            if (writes.operations() == 0) {
                // Everything that was moved to disk has been rolled back.
                return commitReads();
            }
            commit = new PendingCommit(store.interleaving(), this, writes, writer.record(), checked, waits);
            store.groups().commit(commit);
        } catch (StorageException e) {
            end(State.ROLLED_BACK);
            throw e;
        }
        if (commit.conflict) {
            throw refused();
        }
        store.counts().commits.increment();
        store.refreshRows(writer, commit.version);
        store.committed(writer.dropsSpaces(), waits);
        end(State.COMMITTED);
        return commit.version;
    }

    /** What others, or an earlier attempt, have left for the owner's thread to do. */
    private void attend() {
        attention = false;
        if (hintsPending) {
            lockHints();
        } else if (view != null && !readOnly) {
            tryRefresh();
        }
    }

    /** The second and later attempts: locks first, then the snapshot, so that what is locked need not be checked. */
    private void lockHints() {
        hintsPending = false;
        ConflictHints known = hints;
        if (known == null || isolation != Isolation.SERIALIZABLE) {
            return;
        }
        for (ConflictHints.Hint hint : known.inOrder()) {
            long hash = KeyHash.of(hint.space(), hint.key());
            locks.lockKey(hash, hint.space(), hint.key(), LockMode.NO_KEY_UPDATE, LockWait.BLOCK);
        }
        tryRefresh();
    }

    private TransactionRetry refused() {
        state = State.DOOMED;
        return readChanged();
    }

    private void end(State how) {
        state = how;
        locks.releaseAll();
        overlay.clear();
        dropView();
        newest = null;
        store.ended(this);
    }

    private static void limit(@Nullable View view, long newestOrdinal, long keysMax) {
        if (view != null && heldBy(view, newestOrdinal) > keysMax) {
            view.letGo();
        }
    }

    private static long heldBy(@Nullable View view, long newestOrdinal) {
        CommitRecord position = view == null ? null : view.position();
        return position == null ? 0 : newestOrdinal - position.ordinal();
    }

    private CoreMark undoTo(Mark mark) {
        CoreMark to = marks.rollBackTo(mark);
        overlay.undoTo(to.undo());
        marks.lastUndo(overlay.position());
        return to;
    }

    private void checkActive() {
        if (state != State.ACTIVE) {
            throw new IllegalStateException("transaction is " + state);
        }
    }

    private void checkNotEnded() {
        if (state == State.COMMITTED || state == State.ROLLED_BACK) {
            throw new IllegalStateException("transaction is " + state);
        }
    }
}
