package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Transactions over any {@link StorageEngine}: what a provider of an ordered byte store returns from {@code open}. */
public final class CoreStore implements TransactionalStore {
    /** The row cache may take heap over this. */
    private static final int ROW_CACHE_PART_OF_HEAP = 16;

    private static final int SPACES_PER_BLOCK = 16;
    private static final long CLOSE_WAIT_NANOS = 3_000_000_000L;
    /** Heap that a written key takes in the commit log, with its share of the record. */
    private static final int LOG_BYTES_PER_KEY = 120;
    /** Heap that a locked key takes, with its entry in the lock table and in the transaction's own. */
    private static final int LOCK_BYTES = 220;

    private final StorageEngine engine;
    private final Interleaving interleaving;
    private final long transactionMemoryBytes;
    private final long transactionBytesMax;
    private final Counts counts = new Counts();
    private final StoreFailure failure = new StoreFailure();
    private final EngineFaults faults;
    private final LockTable locks;
    private final VersionTable versions;
    private final @Nullable RowCache rows;
    private final CommitLog log;
    private final EmptyRanges emptyRanges;
    private final HighestKeys highestKeys;
    private final Snapshots snapshots;
    private final Syncer syncer;
    private final GroupCommit groups;
    private final PreparedTransactions prepared = new PreparedTransactions(this);
    private final CoreCounters counters = new CoreCounters(this);
    private final Housekeeper housekeeper;
    private final AtomicLong lastTransaction = new AtomicLong();
    private final Set<CoreTransaction> active = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock spaceLock = new ReentrantLock();
    private int nextSpace;
    private int spacesLeft;

    private volatile long logKeysMax;
    private volatile int lockedKeysMax =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8 / LOCK_BYTES);

    private volatile int keysBeforeSpan = CommitWriter.KEYS_BEFORE_SPAN;

    /** For tests that the checkers notice: faults planted on purpose. */
    private volatile boolean validationOff;

    private volatile boolean freshenOff;

    /** Takes over the engine: it is closed with the store. */
    public CoreStore(StorageEngine engine, StoreOptions options) {
        this(engine, options, Interleaving.FREE);
        housekeeper.start();
    }

    /** Without the store's own thread. */
    CoreStore(StorageEngine engine, StoreOptions options, Interleaving interleaving) {
        this.engine = engine;
        faults = new EngineFaults(engine);
        this.interleaving = interleaving;
        locks = new LockTable(counts, interleaving);
        long heap = Runtime.getRuntime().maxMemory();
        logKeysMax = Math.min(options.commitLogBytes(), heap / 8) / LOG_BYTES_PER_KEY;
        transactionMemoryBytes = Math.min(options.transactionMemoryBytes(), heap / 8);
        transactionBytesMax =
                engine.durable() ? options.transactionBytesMax() : Math.min(options.transactionBytesMax(), heap / 2);
        versions = new VersionTable(options.versionTableSlots());
        log = new CommitLog(engine.version());
        emptyRanges = new EmptyRanges(log, interleaving);
        highestKeys = new HighestKeys(log, interleaving);
        // Engines that live on the heap have nothing to be spared.
        rows = engine.durable() ? new RowCache(versions, heap / ROW_CACHE_PART_OF_HEAP) : null;
        snapshots = new Snapshots(engine, log, interleaving);
        failure.whenFailed(snapshots::freezeAtDurable);
        syncer = new Syncer(engine, faults, snapshots, log, failure, counts, interleaving);
        groups = new GroupCommit(
                engine, faults, log, versions, emptyRanges, highestKeys, syncer, failure, counts, interleaving);
        housekeeper = new Housekeeper(this);
        lastTransaction.set(restorePrepared());
    }

    /** Nobody is let in before what has promised to commit has its locks. */
    private long restorePrepared() {
        try {
            return prepared.restore();
        } catch (StorageException e) {
            snapshots.close();
            engine.close();
            throw new StorageException.OpenFailed(
                    StorageException.OpenFailed.Reason.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public StorageTransaction begin(TransactionOptions options) {
        checkOpen();
        CoreTransaction transaction = new CoreTransaction(this, lastTransaction.incrementAndGet(), options);
        active.add(transaction);
        return transaction;
    }

    void checkOpen() {
        if (closed.get()) {
            throw new StorageException.EngineFailed("the store is closed", null);
        }
    }

    @Override
    public CounterStore counters() {
        return counters;
    }

    @Override
    public int allocateSpace() {
        spaceLock.lock();
        try {
            if (spacesLeft == 0) {
                nextSpace = (int) counters.reserve(StoreKeys.SPACE_COUNTER, Spaces.FIRST_ALLOCATED, SPACES_PER_BLOCK);
                spacesLeft = SPACES_PER_BLOCK;
            }
            spacesLeft--;
            return nextSpace++;
        } finally {
            spaceLock.unlock();
        }
    }

    @Override
    public long lastChange(int space) {
        return versions.lastChangeOfSpace(space);
    }

    @Override
    public RangeEstimate estimate(KeyRange range) {
        return engine.estimate(range);
    }

    @Override
    public void compact(KeyRange range) {
        engine.compact(range);
    }

    @Override
    public void flush() {
        engine.flush();
    }

    @Override
    public StoreStatistics statistics() {
        CommitRecord newest = log.published();
        long held = 0;
        for (CoreTransaction transaction : active) {
            held = Math.max(held, transaction.monitor().logKeysHeld(newest.ordinal()));
        }
        long durable = engine.durable() ? snapshots.durableVersion() : newest.version();
        return counts.snapshot(active.size(), newest.version(), durable, held);
    }

    @Override
    public List<TransactionInfo> transactions() {
        return active.stream()
                .sorted(Comparator.comparingLong(CoreTransaction::id))
                .map(transaction -> transaction.monitor().info())
                .toList();
    }

    @Override
    public List<PreparedTransaction> prepared() {
        return prepared.list();
    }

    @Override
    public List<LockInfo> locks() {
        return locks.list();
    }

    @Override
    public LockSession openLockSession(String label) {
        return new CoreSession(locks, label);
    }

    @Override
    public Optional<String> condition() {
        return failure.condition();
    }

    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean idle = endTransactions();
        housekeeper.stop();
        if (engine.durable() && failure.found() == null) {
            syncAtEnd();
        }
        if (!idle) {
            // Closing native memory under a running reader would take the process down; everything is safe on the
            // device.
            throw new StorageException.EngineFailed(
                    active.size() + " transactions did not end; the engine stays open", null);
        }
        snapshots.close();
        engine.close();
    }

    /** For commits that did not wait for the device; on a full one they are lost, as they may be. */
    private void syncAtEnd() {
        try {
            engine.sync();
        } catch (StorageException.DiskFull e) {
            failure.shortOfSpace(e);
        }
    }

    // ---- for the parts

    Interleaving interleaving() {
        return interleaving;
    }

    StorageEngine engine() {
        return engine;
    }

    Counts counts() {
        return counts;
    }

    EngineFaults faults() {
        return faults;
    }

    StoreFailure failure() {
        return failure;
    }

    LockTable lockTable() {
        return locks;
    }

    /** The value of a key in a snapshot. */
    byte @Nullable [] read(Snap snap, int space, byte[] key) {
        return rows == null ? snap.engine().get(space, key) : rows.get(snap.engine(), snap.version(), space, key);
    }

    /** After a commit: rows that are kept for readers follow it. */
    void refreshRows(WrittenKeys written, long version) {
        if (rows != null) {
            written.refresh(rows, version);
        }
    }

    VersionTable versions() {
        return versions;
    }

    EmptyRanges emptyRanges() {
        return emptyRanges;
    }

    HighestKeys highestKeys() {
        return highestKeys;
    }

    CommitLog log() {
        return log;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Syncer syncer() {
        return syncer;
    }

    GroupCommit groups() {
        return groups;
    }

    PreparedTransactions preparedTransactions() {
        return prepared;
    }

    long transactionMemoryBytes() {
        return transactionMemoryBytes;
    }

    long transactionBytesMax() {
        return transactionBytesMax;
    }

    StorageException tooManyWrites() {
        String message = "the writes of a transaction take more than " + transactionBytesMax + " bytes";
        return engine.durable()
                ? new StorageException.LimitExceeded(false, message, "Commit in smaller portions.")
                : new StorageException.LimitExceeded(
                        true, message, "Commit in smaller portions, or give the server a larger heap.");
    }

    /** How many keys one transaction may lock. */
    int lockedKeysMax() {
        return lockedKeysMax;
    }

    /** For tests. */
    void lockedKeysMax(int keys) {
        lockedKeysMax = keys;
    }

    boolean validationOff() {
        return validationOff;
    }

    boolean freshenOff() {
        return freshenOff;
    }

    /** Plants a fault: commits are accepted although their reads do not hold. */
    void turnValidationOff() {
        validationOff = true;
    }

    /** Plants a fault: a locked key is read from the snapshot although it changed since. */
    void turnFreshenOff() {
        freshenOff = true;
    }

    /** The store's own writes, outside of transactions. @return their version */
    long write(EngineWrites writes, boolean wait) {
        CommitRecord record = CommitRecord.origin(0);
        PendingCommit commit;
        try (writes) {
            commit = new PendingCommit(interleaving, null, writes, record, record, wait && engine.durable());
            groups.commit(commit);
        }
        if (!wait && engine.durable()) {
            housekeeper.committedAsynchronously();
        }
        return commit.version;
    }

    void committed(boolean dropsSpaces, boolean durable) {
        if (!durable && engine.durable()) {
            housekeeper.committedAsynchronously();
        }
        if (dropsSpaces) {
            housekeeper.findDrops();
        }
    }

    /** Keeps old transactions from holding the commit log beyond a part of the heap. */
    void limitLog() {
        long keysMax = logKeysMax;
        long newest = log.published().ordinal();
        for (CoreTransaction transaction : active) {
            transaction.monitor().limitLog(newest, keysMax);
        }
    }

    int keysBeforeSpan() {
        return keysBeforeSpan;
    }

    /** For tests: from how many keys of a space on a commit is logged as a span. */
    void keysBeforeSpan(int keys) {
        keysBeforeSpan = keys;
    }

    /** For tests: how many keys of the log one transaction may hold. */
    void logKeysMax(long keys) {
        logKeysMax = keys;
    }

    void ended(CoreTransaction transaction) {
        active.remove(transaction);
    }

    private boolean endTransactions() {
        long start = System.nanoTime();
        while (!active.isEmpty() || prepared.anyEnds()) {
            active.forEach(CoreTransaction::cancel);
            if (System.nanoTime() - start > CLOSE_WAIT_NANOS) {
                return false;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
