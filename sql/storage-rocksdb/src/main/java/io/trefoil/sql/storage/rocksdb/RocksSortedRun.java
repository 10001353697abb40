package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.SortedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** Entries of one space in sorted files, which RocksDB takes over at commit. */
final class RocksSortedRun implements SortedRun {
    private final int space;
    private final Options options;
    private final SortedFiles files;
    private final ReadOptions reading = new ReadOptions().setFillCache(false);
    private final List<SstFileReader> readers = new ArrayList<>();
    private boolean closed;

    RocksSortedRun(int space, Path folder, Options options, DiskSpace disk) {
        this.space = space;
        this.options = options;
        files = new SortedFiles(folder, options, disk);
    }

    int space() {
        return space;
    }

    List<String> paths() {
        return files.paths();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        files.put(RocksKeys.of(space, key), value);
    }

    @Override
    public void finish() {
        files.cut();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try (KeyCursor cursor = cursor(KeyRange.single(space, key), false)) {
            return cursor.next() ? cursor.value() : null;
        }
    }

    @Override
    public KeyCursor cursor(KeyRange range, boolean reverse) {
        return new SortedRunCursor(readers(), reading, range, reverse);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            readers.forEach(SstFileReader::close);
            reading.close();
            files.close();
        }
    }

    /** Opened at the first look: most runs are never read before they are part of the store. */
    private List<SstFileReader> readers() {
        if (closed) {
            throw new IllegalStateException("run is closed");
        }
        while (readers.size() < files.paths().size()) {
            SstFileReader reader = new SstFileReader(options);
            readers.add(reader);
            try {
                reader.open(files.paths().get(readers.size() - 1));
            } catch (RocksDBException e) {
                throw RocksErrors.failed("reading a sorted file", e);
            }
        }
        return readers;
    }
}
