package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** A RocksDB snapshot with the read options that carry it; its sequence number is the version. */
final class RocksSnapshot implements EngineSnapshot {
    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final long version;

    RocksSnapshot(RocksDB db) {
        this.db = db;
        snapshot = db.getSnapshot();
        version = snapshot.getSequenceNumber();
        options = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public byte @Nullable [] get(int space, byte[] key) {
        try {
            return db.get(options, RocksKeys.of(space, key));
        } catch (RocksDBException e) {
            throw RocksErrors.failed("reading", e);
        }
    }

    @Override
    public void multiGet(int space, byte[][] keys, byte[] @Nullable [] values, int count) {
        if (count == 0) {
            return;
        }
        byte[][] wanted = new byte[count][];
        for (int i = 0; i < count; i++) {
            wanted[i] = RocksKeys.of(space, keys[i]);
        }
        try {
            List<byte[]> found = db.multiGetAsList(options, Arrays.asList(wanted));
            for (int i = 0; i < count; i++) {
                values[i] = found.get(i);
            }
        } catch (RocksDBException e) {
            throw RocksErrors.failed("reading", e);
        }
    }

    @Override
    public KeyCursor cursor(KeyRange range, boolean reverse, int limitHint) {
        return new RocksCursor(db, options, range, reverse, limitHint == ScanRequest.WHOLE);
    }

    @Override
    public void close() {
        options.close();
        db.releaseSnapshot(snapshot);
    }
}
