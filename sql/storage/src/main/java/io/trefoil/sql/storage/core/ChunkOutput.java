package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of any length, cut into entries of the store's own space: {@code prefix} and a number of 4 bytes, counted from 0.
 * Numbers are big-endian.
 */
final class ChunkOutput {
    private static final int CHUNK_BYTES = 64 << 10;

    private final EngineWrites writes;
    private final byte[] prefix;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private int chunks;

    ChunkOutput(EngineWrites writes, byte[] prefix) {
        this.writes = writes;
        this.prefix = prefix;
    }

    void writeInt(int value) {
        write(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }

    void writeLong(long value) {
        write(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    /** The length and the bytes. */
    void writeBytes(byte[] bytes) {
        writeInt(bytes.length);
        write(ByteBuffer.wrap(bytes));
    }

    /** Puts what is left; nothing follows. */
    void finish() {
        if (chunk.position() > 0) {
            put();
        }
    }

    private void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), chunk.remaining());
            chunk.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            if (!chunk.hasRemaining()) {
                put();
            }
        }
    }

    private void put() {
        writes.put(Spaces.STORE, StoreKeys.chunk(prefix, chunks++), Arrays.copyOf(chunk.array(), chunk.position()));
        chunk.clear();
    }
}
