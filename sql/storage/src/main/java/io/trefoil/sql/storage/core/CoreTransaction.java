package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.Preparation;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry.Why;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionCounts;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.core.Interleaving.Place;
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

    private final CoreStore store;
    private final long id;
    private final Isolation isolation;
    private final boolean readOnly;
    private final ReadSet reads;
    private final Overlay overlay = new Overlay();
    private final TransactionLocks locks;
    private final Turns turns = new Turns(this);
    private final Marks marks = new Marks(this);
    private final OpenCursors cursors = new OpenCursors();
    private TransactionOptions options;
    private State state = State.ACTIVE;
    private final RetryLadder ladder = new RetryLadder();
    /** The next operation has something to do first: {@link #attend}. */
    private volatile boolean attention;

    private final TransactionView views;
    private final TransactionCosts costs;
    private final WriteLimits limits;
    /** The newest version outside of the transaction that what it shows rests on. */
    private long dependsOn;

    private int statements;
    private volatile @Nullable CoreStatement newest;
    /** Open statements that the snapshot must not leave behind. */
    private int pins;

    private volatile boolean canceled;

    CoreTransaction(CoreStore store, long id, TransactionOptions options) {
        super(CoreSession.of(options.session()));
        this.store = store;
        this.id = id;
        this.options = options;
        isolation = options.isolation();
        readOnly = options.readOnly();
        locks = new TransactionLocks(this, store.lockTable());
        views = new TransactionView(store, readOnly);
        costs = new TransactionCosts(store.counts());
        limits = new WriteLimits(store);
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
        return ladder.attempt();
    }

    @Override
    public StorageStatement beginStatement() {
        checkActive();
        canceled = false;
        turns.busy();
        View own = null;
        if (isolation == Isolation.READ_COMMITTED) {
            own = newStatementView();
        } else if (views.find() == null) {
            views.take(options.notBefore());
        } else if (reads.keeps() && views.isOlderThan(REFRESH_AFTER_NANOS)) {
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
        if (views.find() != null && isolation != Isolation.READ_COMMITTED && !tryRefresh()) {
            state = State.DOOMED;
            return false;
        }
        state = State.ACTIVE;
        return true;
    }

    @Override
    public boolean refresh() {
        checkActive();
        boolean fresh = views.find() == null;
        return fresh || (!readOnly && tryRefresh());
    }

    @Override
    public void restart() {
        checkNotEnded();
        store.failure().check();
        cursors.closeAll();
        boolean afterDeadlock = locks.giveUpAfterDeadlock();
        turns.forget();
        overlay.clear();
        reads.clear();
        views.drop();
        newest = null;
        pins = 0;
        marks.clear(overlay.position());
        state = State.ACTIVE;
        attention = ladder.restart(afterDeadlock);
        store.counts().transactionRestarts.increment();
    }

    @Override
    public TransactionCounts counts() {
        return costs.counts();
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
            if (views.find() == null) {
                views.take(options.notBefore());
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
        turns.busy();
        cursors.closeAll();
        return new TransactionCommit(this).run();
    }

    @Override
    public long commit(int space, byte[] key, byte[] value) {
        if (!overlay.isEmpty()) {
            overlay.write(space, key, value, ++statements, marks.lastUndo());
        }
        return commit();
    }

    @Override
    public Preparation prepare(String name, byte[] note, @Nullable SideEntry beside) {
        if (state == State.DOOMED) {
            throw new IllegalStateException("a transaction that has to be retried cannot be prepared");
        }
        checkActive();
        cursors.closeAll();
        return new TransactionPrepare(this, name, note).run(beside);
    }

    @Override
    public void rollback() {
        if (hasEnded()) {
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

    int priority() {
        return ladder.priority();
    }

    TransactionCosts costs() {
        return costs;
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

    /** Whether this attempt locks what it reads. */
    boolean locksReads() {
        return reads.keeps() && ladder.locksReads();
    }

    /** Whether commit has to check the reads. */
    boolean validates() {
        return reads.keeps() && !reads.isEmpty() && !store.validationOff();
    }

    long snapshotVersion() {
        return view().version();
    }

    View view() {
        return views.get();
    }

    long lastSeen() {
        return views.lastSeen();
    }

    long dependsOn() {
        return dependsOn;
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
        return tryRefresh(false);
    }

    /**
     * The same in the middle of a statement, which goes on with the plan it has: what it reads must still be laid out as the
     * definitions it was made from say.
     */
    boolean tryRefreshWithinStatement() {
        return tryRefresh(true);
    }

    private boolean tryRefresh(boolean sameDefinitions) {
        if (pins > 0) {
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
        if ((sameDefinitions && definitionsChanged(from, since))
                || (!reads.isEmpty() && !reads.holdIn(from, since, to, store))) {
            to.snap().release();
            return false;
        }
        views.moveTo(to);
        costs.refreshed();
        return true;
    }

    /** Whether the catalog was changed after a view. Commits are noted before they can be seen. */
    private boolean definitionsChanged(View from, @Nullable CommitRecord since) {
        return store.versions().lastChangeOfSpace(Spaces.CATALOG) > from.version()
                && (since == null || CommitLog.changed(since, from.version(), Spaces.CATALOG));
    }

    /** READ COMMITTED: the newest view, for one statement, which has to release it. */
    View newStatementView() {
        return views.takeForStatement(options.notBefore());
    }

    /** From now on ({@code by} = 1) the snapshot must stay, or need not any more (-1). */
    void pin(int by) {
        pins = Math.max(0, pins + by);
    }

    /** Any thread: the next operation begins with a try to move the snapshot forward. */
    void askToAdvance() {
        attention = true;
    }

    TransactionMonitor monitor() {
        return new TransactionMonitor(this);
    }

    TransactionView views() {
        return views;
    }

    void doom() {
        state = State.DOOMED;
    }

    TransactionRetry readChanged() {
        View current = views.find();
        if (current != null && current.position() == null) {
            store.counts().snapshotsTooOld.increment();
            return new TransactionRetry(Why.SNAPSHOT_TOO_OLD, 0, null);
        }
        store.counts().readConflicts.increment();
        int space = reads.conflictSpace();
        byte[] key = reads.conflictKey();
        ladder.failedOn(space, key);
        return new TransactionRetry(Why.READ_CHANGED, space, key);
    }

    @Nullable
    CoreStatement newestStatement() {
        return newest;
    }

    Marks marks() {
        return marks;
    }

    WriteLimits limits() {
        return limits;
    }

    OpenCursors cursors() {
        return cursors;
    }

    Turns turns() {
        return turns;
    }

    TransactionLocks locks() {
        return locks;
    }

    // ---- inner steps

    /**
     * What others, or an earlier attempt, have left for the owner's thread to do. Hints are locked before the snapshot is
     * taken, so that what is locked need not be checked.
     */
    private void attend() {
        attention = false;
        boolean locked = isolation == Isolation.SERIALIZABLE && ladder.lockHints(locks);
        if (locked || (views.find() != null && !readOnly)) {
            tryRefreshWithinStatement();
        }
    }

    TransactionRetry refused() {
        state = State.DOOMED;
        return readChanged();
    }

    void end(State how) {
        state = how;
        turns.end();
        locks.releaseAll();
        overlay.clear();
        views.drop();
        newest = null;
        store.ended(this);
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
        if (hasEnded()) {
            throw new IllegalStateException("transaction is " + state);
        }
    }

    private boolean hasEnded() {
        return state != State.ACTIVE && state != State.DOOMED;
    }
}
