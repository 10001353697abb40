package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.ScratchStore;
import io.trefoil.sql.storage.engine.SortedRun;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Range;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The embedded store on RocksDB. The engine's version is RocksDB's sequence number: one batch of n operations raises it
 * by n, a snapshot carries it, and recovery restores it.
 */
final class RocksEngine implements StorageEngine {
    private static final int ESTIMATE_WALK_MAX = 200;
    /** How much smaller rows get in compressed files; only for guesses. */
    private static final double COMPRESSED = 0.6;

    private final StoreDirectory directory;
    private final StoreOwner owner;
    private final RocksOptions options;
    private final RocksDB db;
    private final ScratchDirectory scratch;
    private final WriteOptions unsynced = new WriteOptions();
    private final DiskSpace disk;
    /** RocksDB met the end of the device, and has not written since: a sync now would end its writing for good. */
    private volatile boolean full;

    private RocksEngine(StoreDirectory directory, StoreOwner owner, RocksOptions options, RocksDB db, DiskSpace disk) {
        this.directory = directory;
        this.owner = owner;
        this.disk = disk;
        this.options = options;
        this.db = db;
        scratch = new ScratchDirectory(directory.path().resolve("scratch"));
    }

    /** Opens the store in a directory; throws {@code OpenFailed} with a message for people. */
    static RocksEngine open(Path path, StoreOptions storeOptions) {
        StoreDirectory directory = new StoreDirectory(path.toAbsolutePath().normalize());
        directory.prepare(storeOptions.createIfMissing());
        StoreOwner owner = StoreOwner.take(directory);
        try {
            return open(directory, owner, storeOptions);
        } catch (RuntimeException | Error failed) {
            owner.close();
            throw failed;
        }
    }

    private static RocksEngine open(StoreDirectory directory, StoreOwner owner, StoreOptions storeOptions) {
        loadLibrary(directory);
        RocksOptions options = new RocksOptions(storeOptions);
        DiskSpace disk;
        try {
            disk = new DiskSpace(directory.data(), storeOptions.writeBufferBytes());
        } catch (IOException e) {
            options.close();
            throw directory.failed(
                    OpenFailed.Reason.NOT_WRITABLE, "is on a device that cannot be asked for its size", e);
        }
        try {
            LogTail.cutJunk(directory.data());
            RocksDB db = RocksDB.open(options.options(), directory.data().toString());
            return new RocksEngine(directory, owner, options, db, disk);
        } catch (RocksDBException e) {
            options.close();
            throw RocksErrors.openFailed(directory, e);
        } catch (IOException e) {
            options.close();
            throw directory.failed(OpenFailed.Reason.NOT_WRITABLE, "has a log that cannot be read", e);
        }
    }

    /**
     * The library is unpacked from its jar into the store, over the copy of the last start. Left to itself RocksDB makes a
     * temporary file of it each time, and a killed process leaves that behind.
     */
    private static void loadLibrary(StoreDirectory directory) {
        try {
            NativeLibraryLoader.getInstance()
                    .loadLibrary(Files.createDirectories(directory.library()).toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            // No room, or nothing may be executed there: RocksDB finds another place, or says why not.
        }
        RocksDB.loadLibrary();
    }

    @Override
    public String description() {
        return "RocksDB " + RocksDB.rocksdbVersion() + " in " + directory.path() + ", format "
                + StoreDirectory.FORMAT_VERSION;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public long version() {
        return db.getLatestSequenceNumber();
    }

    @Override
    public EngineSnapshot snapshot() {
        return new RocksSnapshot(db);
    }

    @Override
    public EngineWrites newWrites() {
        return new RocksWrites();
    }

    @Override
    public EngineWrites newSortedWrites() {
        return new RocksSortedWrites(scratch.newFolder(), options.options(), disk);
    }

    @Override
    public SortedRun newSortedRun(int space) {
        return new RocksSortedRun(space, scratch.newFolder(), options.options(), disk);
    }

    @Override
    public ScratchStore openScratch() {
        return new RocksScratch(scratch.newFolder(), options.cache(), disk);
    }

    @Override
    public long apply(EngineWrites[] group, int count) {
        int room = roomFor(group, count);
        try {
            long version = write(group, room);
            full = false;
            if (room < count) {
                throw DiskSpace.full("writing to the log");
            }
            return version;
        } catch (RocksDBException e) {
            StorageException failed = RocksErrors.failed("writing to the log", e);
            full |= failed instanceof StorageException.DiskFull;
            throw failed;
        }
    }

    /** How many of the lists can be written without using up the device. */
    private int roomFor(EngineWrites[] group, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += group[i] instanceof RocksWrites writes ? writes.bytes() : 0;
        }
        if (!disk.isLow(bytes)) {
            return count;
        }
        int room = 0;
        while (room < count
                && group[room] instanceof RocksWrites writes
                && writes.makesRoom()
                && disk.hasRescueRoom(writes.bytes())) {
            room++;
        }
        return room;
    }

    private long write(EngineWrites[] group, int count) throws RocksDBException {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (group[i] instanceof RocksSortedWrites sorted) {
                sorted.ingest(db);
                return db.getLatestSequenceNumber();
            }
            WriteBatch large = ((RocksWrites) group[i]).nativeBatch();
            if (large != null) {
                writeSmall(group, from, i);
                db.write(unsynced, large);
                from = i + 1;
            }
        }
        writeSmall(group, from, count);
        return db.getLatestSequenceNumber();
    }

    @Override
    public void sync() {
        try {
            if (full) {
                requireRecovered();
            }
            db.syncWal();
        } catch (RocksDBException e) {
            throw RocksErrors.failed("forcing the log", e);
        }
    }

    /** RocksDB recovers by itself a few seconds after there is room, by writing its buffers out: asks it with a write of nothing. */
    private void requireRecovered() throws RocksDBException {
        try (WriteBatch nothing = new WriteBatch()) {
            db.write(unsynced, nothing);
            full = false;
        }
    }

    @Override
    public void discard(KeyRange range) {
        try {
            db.deleteFilesInRanges(
                    db.getDefaultColumnFamily(), List.of(RocksKeys.low(range), RocksKeys.high(range)), false);
        } catch (RocksDBException e) {
            throw RocksErrors.failed("removing files", e);
        }
    }

    @Override
    public RangeEstimate estimate(KeyRange range) {
        long entries = 0;
        long bytes = 0;
        try (EngineSnapshot snapshot = snapshot();
                KeyCursor cursor = snapshot.cursor(range, false, ESTIMATE_WALK_MAX)) {
            while (entries < ESTIMATE_WALK_MAX && cursor.next()) {
                entries++;
                bytes += RocksKeys.PREFIX + cursor.keyLength() + cursor.valueLength();
            }
        }
        return entries < ESTIMATE_WALK_MAX ? new RangeEstimate(bytes, entries) : extrapolate(range, bytes / entries);
    }

    @Override
    public void compact(KeyRange range) {
        try {
            db.compactRange(RocksKeys.low(range), RocksKeys.high(range));
        } catch (RocksDBException e) {
            throw RocksErrors.failed("compacting", e);
        }
    }

    @Override
    public void flush() {
        try (FlushOptions wait = new FlushOptions()) {
            db.flush(wait);
        } catch (RocksDBException e) {
            throw RocksErrors.failed("flushing", e);
        }
    }

    @Override
    public void close() {
        try {
            db.closeE();
        } catch (RocksDBException e) {
            // A log that met the end of the device cannot be ended in order; what was acknowledged was forced before.
            if (!full) {
                throw RocksErrors.failed("closing", e);
            }
        } finally {
            unsynced.close();
            options.close();
            owner.close();
        }
    }

    private void writeSmall(EngineWrites[] group, int from, int to) throws RocksDBException {
        if (from < to) {
            try (WriteBatch batch = new WriteBatch(RocksWrites.batch(group, from, to))) {
                db.write(unsynced, batch);
            }
        }
    }

    private RangeEstimate extrapolate(KeyRange range, long entryBytes) {
        try (Slice low = new Slice(RocksKeys.low(range));
                Slice high = new Slice(RocksKeys.high(range))) {
            Range slices = new Range(low, high);
            long inMemory = db.getApproximateMemTableStats(slices).count;
            long fileBytes = db.getApproximateSizes(List.of(slices), SizeApproximationFlag.INCLUDE_FILES)[0];
            long inFiles = fileBytes == 0 ? 0 : (long) (fileBytes * entriesPerByte(range, entryBytes));
            long entries = Math.max(inMemory + inFiles, ESTIMATE_WALK_MAX);
            return new RangeEstimate(entries * entryBytes, entries);
        }
    }

    /** What the files that a range touches hold, living entries only. */
    private double entriesPerByte(KeyRange range, long entryBytes) {
        byte[] low = RocksKeys.low(range);
        byte[] high = RocksKeys.high(range);
        long entries = 0;
        long bytes = 0;
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            if (Arrays.compareUnsigned(file.smallestKey(), high) < 0
                    && Arrays.compareUnsigned(low, file.largestKey()) <= 0) {
                entries += file.numEntries() - 2 * file.numDeletions();
                bytes += file.size();
            }
        }
        return bytes == 0 || entries <= 0 ? 1 / (COMPRESSED * entryBytes) : entries / (double) bytes;
    }
}
