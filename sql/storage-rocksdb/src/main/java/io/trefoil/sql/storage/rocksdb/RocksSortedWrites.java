package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.SortedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Very many operations as sorted files, which become part of the store in one atomic step, without passing the log and the
 * write buffers. Snapshots taken before do not see them. Where files overlap, RocksDB gives the later of the list the
 * greater sequence number: adopted runs come first, because what else was written to their keys is newer.
 */
final class RocksSortedWrites implements EngineWrites {
    private final SortedFiles files;
    private final List<RocksSortedRun> runs = new ArrayList<>();
    private int lastSpace;
    private boolean started;

    RocksSortedWrites(Path folder, Options options, DiskSpace disk) {
        files = new SortedFiles(folder, options, disk);
    }

    @Override
    public void put(int space, byte[] key, byte[] value) {
        enter(space);
        files.put(RocksKeys.of(space, key), value);
    }

    @Override
    public void delete(int space, byte[] key) {
        enter(space);
        files.delete(RocksKeys.of(space, key));
    }

    @Override
    public void deleteRange(KeyRange range) {
        throw new UnsupportedOperationException("sorted writes hold single keys only");
    }

    @Override
    public void adopt(SortedRun run) {
        runs.add((RocksSortedRun) run);
    }

    /** One, the step as a whole, unless there is nothing to do. */
    @Override
    public int operations() {
        return runs.isEmpty() && files.paths().isEmpty() ? 0 : 1;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /**
     * Makes the files part of the store. The log is forced first, because the files are durable at once and must not survive
     * commits that they came after. A snapshot is held by the core at any time; without one RocksDB would not raise the
     * sequence number.
     */
    void ingest(RocksDB db) throws RocksDBException {
        List<String> paths = new ArrayList<>();
        runs.forEach(run -> paths.addAll(run.paths()));
        paths.addAll(files.paths());
        if (paths.isEmpty()) {
            return;
        }
        db.syncWal();
        try (IngestExternalFileOptions how = new IngestExternalFileOptions()
                .setMoveFiles(true)
                .setSnapshotConsistency(true)
                .setAllowGlobalSeqNo(true)
                .setAllowBlockingFlush(true)
                .setWriteGlobalSeqno(false)) {
            db.ingestExternalFile(paths, how);
        }
    }

    @Override
    public void finish() {
        files.cut();
    }

    @Override
    public void close() {
        files.close();
    }

    /** Begins another file where one over several spaces would lie across a run. */
    private void enter(int space) {
        if (space != lastSpace || !started) {
            if (started && !runs.isEmpty() && runBetween(lastSpace, space)) {
                files.cut();
            }
            lastSpace = space;
            started = true;
        }
    }

    private boolean runBetween(int low, int high) {
        for (RocksSortedRun run : runs) {
            if (Integer.compareUnsigned(low, run.space()) <= 0 && Integer.compareUnsigned(run.space(), high) <= 0) {
                return true;
            }
        }
        return false;
    }
}
