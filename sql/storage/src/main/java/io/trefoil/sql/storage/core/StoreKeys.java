package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.CounterStore;
import java.nio.ByteBuffer;

/**
 * The keys of space 0, the store's own (format version 1). Numbers are big-endian.
 *
 * <table>
 * <caption>Entries</caption>
 * <tr><th>key</th><th>value</th><th>meaning</th></tr>
 * <tr><td>{@code 'C'} + counter number (8 bytes)</td><td>8 bytes</td><td>the next value that nobody has got</td></tr>
 * <tr><td>{@code 'D'} + space (4 bytes)</td><td>empty</td><td>the space is dropped; its content is still to be
 * removed</td></tr>
 * <tr><td>{@code 'P'} + transaction number (8 bytes) + part (1 byte) + chunk (4 bytes)</td><td>bytes</td><td>a prepared
 * transaction: {@link PreparedFormat}</td></tr>
 * </table>
 */
final class StoreKeys {
    static final byte[] EMPTY = {};
    /** The counter behind {@code allocateSpace}. */
    static final long SPACE_COUNTER = CounterStore.SPACES;

    private static final byte COUNTER = 'C';
    private static final byte DROPPED = 'D';
    private static final byte PREPARED = 'P';

    private StoreKeys() {}

    static byte[] counter(long counter) {
        return ByteBuffer.allocate(9).put(COUNTER).putLong(counter).array();
    }

    static byte[] value(long next) {
        return ByteBuffer.allocate(8).putLong(next).array();
    }

    static long valueOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    static byte[] droppedSpace(int space) {
        return ByteBuffer.allocate(5).put(DROPPED).putInt(space).array();
    }

    static byte[] droppedPrefix() {
        return new byte[] {DROPPED};
    }

    static int spaceOf(byte[] droppedKey) {
        return ByteBuffer.wrap(droppedKey).getInt(1);
    }

    static byte[] preparedPrefix() {
        return new byte[] {PREPARED};
    }

    static byte[] preparedPrefix(long id) {
        return ByteBuffer.allocate(9).put(PREPARED).putLong(id).array();
    }

    static byte[] preparedPrefix(long id, byte part) {
        return ByteBuffer.allocate(10).put(PREPARED).putLong(id).put(part).array();
    }

    static long preparedId(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] chunk(byte[] prefix, int number) {
        return ByteBuffer.allocate(prefix.length + Integer.BYTES)
                .put(prefix)
                .putInt(number)
                .array();
    }

    static int chunkNumber(byte[] key, byte[] prefix) {
        return ByteBuffer.wrap(key).getInt(prefix.length);
    }
}
