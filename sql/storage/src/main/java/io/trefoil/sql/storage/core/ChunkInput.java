package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import java.nio.ByteBuffer;

/** Reads what {@link ChunkOutput} wrote, one chunk in memory at a time. */
final class ChunkInput implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final KeyCursor cursor;
    private final byte[] prefix;
    private ByteBuffer chunk = NOTHING;
    private int chunks;

    ChunkInput(EngineSnapshot snapshot, byte[] prefix) {
        this.prefix = prefix;
        cursor = snapshot.cursor(KeyRange.prefix(Spaces.STORE, prefix), false, 0);
    }

    /** Whether there is more to read. */
    boolean hasNext() {
        while (!chunk.hasRemaining()) {
            if (!cursor.next()) {
                return false;
            }
            if (StoreKeys.chunkNumber(cursor.key(), prefix) != chunks++) {
                throw damaged();
            }
            chunk = ByteBuffer.wrap(cursor.value());
        }
        return true;
    }

    int readInt() {
        return ByteBuffer.wrap(read(Integer.BYTES)).getInt();
    }

    long readLong() {
        return ByteBuffer.wrap(read(Long.BYTES)).getLong();
    }

    byte[] readBytes() {
        return read(readInt());
    }

    byte[] read(int length) {
        if (length < 0) {
            throw damaged();
        }
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            if (!hasNext()) {
                throw damaged();
            }
            int part = Math.min(length - at, chunk.remaining());
            chunk.get(bytes, at, part);
            at += part;
        }
        return bytes;
    }

    static StorageException damaged() {
        return new StorageException.EngineFailed("the record of a prepared transaction is damaged", null);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
