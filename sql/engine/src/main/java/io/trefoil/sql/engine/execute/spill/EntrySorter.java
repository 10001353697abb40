package io.trefoil.sql.engine.execute.spill;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * External merge sort of stored entries by their keys, as unsigned bytes. Entries lie one behind the other in one array,
 * which is written to a file as a sorted run whenever it is full; input that comes in order costs no sorting. Entries of
 * equal keys keep their order.
 *
 * <table>
 * <caption>Entry, in memory and in the file; numbers big-endian</caption>
 * <tr><th>bytes</th><th>content</th></tr>
 * <tr><td>4, 4</td><td>length of the key, length of the value</td></tr>
 * <tr><td>n, m</td><td>key, value</td></tr>
 * </table>
 */
public final class EntrySorter implements AutoCloseable {
    static final int HEADER = 8;
    private static final int BYTES_MIN = 1 << 16;
    private static final int BLOCK_BYTES = 1 << 16;
    /** An entry's places beside its bytes: offset, order twice, and the first bytes of its key. */
    private static final int PLACES = 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int memoryBytes;
    private final Path directory;
    private byte[] data = new byte[BYTES_MIN];
    private int used;
    private int[] offsets = new int[256];
    private long[] heads = new long[256];
    private int count;
    private boolean ascending = true;
    private long size;
    private List<EntryRun> runs = new ArrayList<>();
    private @Nullable SpillFile file;

    /**
     * @param memoryBytes of heap to fill before a run is written
     * @param directory for the file
     */
    public EntrySorter(int memoryBytes, Path directory) {
        this.memoryBytes = memoryBytes;
        this.directory = directory;
    }

    /** Number of entries put in. */
    public long size() {
        return size;
    }

    /** Bytes of the entries that are in memory. */
    public int bytes() {
        return used;
    }

    /** Whether all keys came in strictly ascending order and are in memory still. */
    public boolean ascending() {
        return ascending && runs.isEmpty();
    }

    public void add(byte[] key, byte[] value) {
        long needed = (long) used + HEADER + key.length + value.length;
        if (count > 0 && needed + (long) PLACES * count > memoryBytes) {
            writeRun();
            needed = (long) HEADER + key.length + value.length;
        }
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.toIntExact(Math.max(needed, Math.min(data.length * 2L, memoryBytes))));
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            heads = Arrays.copyOf(heads, count * 2);
        }
        INT.set(data, used, key.length);
        INT.set(data, used + 4, value.length);
        System.arraycopy(key, 0, data, used + HEADER, key.length);
        System.arraycopy(value, 0, data, used + HEADER + key.length, value.length);
        offsets[count] = used;
        heads[count] = head(key);
        used = (int) needed;
        ascending &= count == 0 || compare(count - 1, count) < 0;
        count++;
        size++;
    }

    /** Ends the input, or takes what there is so far out of the sorter: the entries in order of their keys. */
    public Entries sort() {
        if (runs.isEmpty()) {
            int[] order = order();
            return new InMemory(data, offsets, order);
        }
        if (count > 0) {
            writeRun();
        }
        data = new byte[0];
        return new EntryMerge(runs);
    }

    /** Forgets all entries, to be filled again. */
    public void clear() {
        used = 0;
        count = 0;
        size = 0;
        ascending = true;
        runs = new ArrayList<>();
        close();
    }

    @Override
    public void close() {
        SpillFile open = file;
        if (open != null) {
            file = null;
            open.close();
        }
    }

    /** A walk over entries; arrays handed out are new and the caller's own. */
    public interface Entries {
        boolean next();

        byte[] key();

        byte[] value();
    }

    static int keyLength(byte[] data, int offset) {
        return (int) INT.get(data, offset);
    }

    static int valueLength(byte[] data, int offset) {
        return (int) INT.get(data, offset + 4);
    }

    private static long head(byte[] key) {
        if (key.length >= 8) {
            return (long) LONG.get(key, 0);
        }
        long head = 0;
        for (int i = 0; i < key.length; i++) {
            head |= (key[i] & 0xffL) << (56 - 8 * i);
        }
        return head;
    }

    private int compare(int left, int right) {
        int order = Long.compareUnsigned(heads[left], heads[right]);
        if (order != 0) {
            return order;
        }
        int a = offsets[left];
        int b = offsets[right];
        return Arrays.compareUnsigned(
                data, a + HEADER, a + HEADER + keyLength(data, a), data, b + HEADER, b + HEADER + keyLength(data, b));
    }

    private int[] order() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (!ascending) {
            mergeSort(order, new int[count], 0, count);
        }
        return order;
    }

    /** Top down; halves that follow each other are left alone. */
    private void mergeSort(int[] order, int[] scratch, int from, int to) {
        if (to - from < 8) {
            for (int i = from + 1; i < to; i++) {
                int moving = order[i];
                int at = i;
                while (at > from && compare(order[at - 1], moving) > 0) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = moving;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(order, scratch, from, middle);
        mergeSort(order, scratch, middle, to);
        if (compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            order[at] = right < to && compare(order[right], scratch[left]) < 0 ? order[right++] : scratch[left++];
        }
    }

    private void writeRun() {
        SpillFile target = file;
        if (target == null) {
            target = new SpillFile(directory);
            file = target;
        }
        EntryRun run = new EntryRun(target);
        byte[] block = new byte[BLOCK_BYTES];
        int filled = 0;
        for (int next : order()) {
            int offset = offsets[next];
            int length = HEADER + keyLength(data, offset) + valueLength(data, offset);
            if (filled > 0 && filled + length > block.length) {
                run.append(block, filled);
                filled = 0;
            }
            if (length > block.length) {
                block = new byte[length];
            }
            System.arraycopy(data, offset, block, filled, length);
            filled += length;
        }
        run.append(block, filled);
        runs.add(run);
        used = 0;
        count = 0;
        ascending = true;
    }

    private static final class InMemory implements Entries {
        private final byte[] data;
        private final int[] offsets;
        private final int[] order;
        private int position = -1;

        InMemory(byte[] data, int[] offsets, int[] order) {
            this.data = data;
            this.offsets = offsets;
            this.order = order;
        }

        @Override
        public boolean next() {
            return ++position < order.length;
        }

        @Override
        public byte[] key() {
            int offset = offsets[order[position]];
            return Arrays.copyOfRange(data, offset + HEADER, offset + HEADER + keyLength(data, offset));
        }

        @Override
        public byte[] value() {
            int offset = offsets[order[position]];
            int start = offset + HEADER + keyLength(data, offset);
            return Arrays.copyOfRange(data, start, start + valueLength(data, offset));
        }
    }
}
