package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Operations in the form of RocksDB's write batch (db/write_batch.cc), so that a group goes over JNI in one call. Beyond
 * {@value #NATIVE_FROM} bytes the list continues in native memory, to spare the heap, and is then written alone.
 *
 * <table>
 * <caption>Batch: header, then records</caption>
 * <tr><th>bytes</th><th>content</th></tr>
 * <tr><td>8</td><td>sequence number, little-endian; 0, RocksDB fills it in</td></tr>
 * <tr><td>4</td><td>number of records, little-endian</td></tr>
 * <tr><td>1</td><td>record: 1 put, 0 delete, 15 delete range</td></tr>
 * <tr><td>1-5, n</td><td>key: length as varint, bytes; for 15 the range's low bound</td></tr>
 * <tr><td>1-5, n</td><td>put: value; 15: the high bound, exclusive; delete: nothing</td></tr>
 * </table>
 */
final class RocksWrites implements EngineWrites {
    private static final byte DELETE = 0;
    private static final byte PUT = 1;
    private static final byte DELETE_RANGE = 15;
    private static final int HEADER = 12;

    static final int NATIVE_FROM = 4 << 20;

    private byte[] records = new byte[256];
    private int length;
    private int operations;
    /** Whether a record concerns the store's own space: those of DROP and TRUNCATE do. */
    private boolean concernsStore;

    private @Nullable WriteBatch large;

    @Override
    public void put(int space, byte[] key, byte[] value) {
        WriteBatch batch = large();
        if (batch != null) {
            try {
                batch.put(RocksKeys.of(space, key), value);
            } catch (RocksDBException e) {
                throw RocksErrors.failed("collecting writes", e);
            }
            operations++;
            return;
        }
        ensure(11L + RocksKeys.PREFIX + key.length + value.length);
        records[length++] = PUT;
        key(space, key);
        bytes(value);
        operations++;
    }

    @Override
    public void delete(int space, byte[] key) {
        WriteBatch batch = large();
        if (batch != null) {
            try {
                batch.delete(RocksKeys.of(space, key));
            } catch (RocksDBException e) {
                throw RocksErrors.failed("collecting writes", e);
            }
            operations++;
            return;
        }
        ensure(6L + RocksKeys.PREFIX + key.length);
        records[length++] = DELETE;
        key(space, key);
        operations++;
    }

    @Override
    public void deleteRange(KeyRange range) {
        byte[] low = RocksKeys.low(range);
        byte[] high = RocksKeys.high(range);
        WriteBatch batch = large();
        if (batch != null) {
            try {
                batch.deleteRange(low, high);
            } catch (RocksDBException e) {
                throw RocksErrors.failed("collecting writes", e);
            }
            operations++;
            return;
        }
        ensure(11L + low.length + high.length);
        records[length++] = DELETE_RANGE;
        bytes(low);
        bytes(high);
        operations++;
    }

    @Override
    public int operations() {
        return operations;
    }

    @Override
    public void close() {
        WriteBatch batch = large;
        if (batch != null) {
            large = null;
            batch.close();
        }
    }

    /** Whether it is part of making room, and so may use what is held back on a full device. */
    boolean makesRoom() {
        return concernsStore;
    }

    long bytes() {
        WriteBatch batch = large;
        return batch == null ? length : batch.getDataSize();
    }

    /** The list as a batch in native memory, if it is large. */
    @Nullable
    WriteBatch nativeBatch() {
        return large;
    }

    /** The serialized batch of several small lists. */
    static byte[] batch(EngineWrites[] group, int from, int to) {
        long total = HEADER;
        int operations = 0;
        for (int i = from; i < to; i++) {
            RocksWrites writes = (RocksWrites) group[i];
            total += writes.length;
            operations += writes.operations;
        }
        byte[] batch = new byte[Math.toIntExact(total)];
        for (int i = 0; i < 4; i++) {
            batch[8 + i] = (byte) (operations >>> (8 * i));
        }
        int at = HEADER;
        for (int i = from; i < to; i++) {
            RocksWrites writes = (RocksWrites) group[i];
            System.arraycopy(writes.records, 0, batch, at, writes.length);
            at += writes.length;
        }
        return batch;
    }

    private @Nullable WriteBatch large() {
        if (large == null && length > NATIVE_FROM) {
            large = new WriteBatch(batch(new EngineWrites[] {this}, 0, 1));
            records = new byte[0];
        }
        return large;
    }

    private void key(int space, byte[] key) {
        concernsStore |= space == Spaces.STORE;
        varint(RocksKeys.PREFIX + key.length);
        RocksKeys.putSpace(records, length, space);
        length += RocksKeys.PREFIX;
        System.arraycopy(key, 0, records, length, key.length);
        length += key.length;
    }

    private void bytes(byte[] value) {
        varint(value.length);
        System.arraycopy(value, 0, records, length, value.length);
        length += value.length;
    }

    private void varint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            records[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        records[length++] = (byte) rest;
    }

    private void ensure(long more) {
        long needed = length + more;
        if (needed > records.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 16, records.length * 2L);
            records = Arrays.copyOf(records, Math.toIntExact(Math.max(needed, doubled)));
        }
    }
}
