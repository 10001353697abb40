package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import io.trefoil.sql.storage.engine.ScratchStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a transaction's writes that is outside of the heap: per key the chain of its writes, in a {@link
 * ScratchStore}.
 *
 * <table>
 * <caption>Value of a key: its writes, newest first, one after the other; numbers big-endian</caption>
 * <tr><th>bytes</th><th>content</th></tr>
 * <tr><td>4</td><td>number of the statement</td></tr>
 * <tr><td>8</td><td>position in the order of writing</td></tr>
 * <tr><td>4</td><td>length of the value, -1 for deleted</td></tr>
 * <tr><td>n</td><td>the value</td></tr>
 * </table>
 */
final class SpilledWrites implements AutoCloseable {
    private static final int WRITE_HEADER = 16;

    private final ScratchStore scratch;
    private final IntTable<Bounds> bounds = new IntTable<>();
    /** Positions that were rolled back over. */
    private final List<Dead> dead = new ArrayList<>();
    /** All positions here are smaller. */
    private long movedUpTo;

    private long bytes;

    /** Positions from {@code from} inclusive to {@code to} exclusive. */
    private record Dead(long from, long to) {}

    /** The smallest and greatest key of a space: ascending loads never have to look for their keys here. */
    private static final class Bounds {
        byte[] first;
        byte[] last;

        Bounds(byte[] key) {
            first = key;
            last = key;
        }

        boolean contains(byte[] key) {
            return Arrays.compareUnsigned(key, last) <= 0 && Arrays.compareUnsigned(first, key) <= 0;
        }

        void add(byte[] key) {
            if (Arrays.compareUnsigned(key, first) < 0) {
                first = key;
            }
            if (Arrays.compareUnsigned(last, key) < 0) {
                last = key;
            }
        }
    }

    SpilledWrites(ScratchStore scratch) {
        this.scratch = scratch;
    }

    long bytes() {
        return bytes;
    }

    /** The newest living write of a key by a statement before {@code statement}, or null. */
    @Nullable
    Write find(int space, byte[] key, int statement) {
        byte[] chain = chain(space, key);
        return chain == null ? null : visible(ByteBuffer.wrap(chain), statement);
    }

    /** Takes over all writes of a key, which are newer than those here. */
    void add(Node node) {
        byte[] older = chain(node.space, node.key);
        int length = older == null ? 0 : older.length;
        for (Write write = node.head; write != null; write = write.older) {
            length += WRITE_HEADER + (write.value == null ? 0 : write.value.length);
        }
        ByteBuffer chain = ByteBuffer.allocate(length);
        for (Write write = node.head; write != null; write = write.older) {
            chain.putInt(write.statement).putLong(write.position);
            byte[] value = write.value;
            if (value == null) {
                chain.putInt(-1);
            } else {
                chain.putInt(value.length).put(value);
            }
        }
        if (older != null) {
            chain.put(older);
        }
        scratch.put(node.space, node.key, chain.array());
        bytes += node.key.length + length;
        Bounds known = bounds.find(node.space);
        if (known == null) {
            bounds.add(node.space, new Bounds(node.key));
        } else {
            known.add(node.key);
        }
    }

    void movedUpTo(long position) {
        movedUpTo = position;
    }

    void undoTo(long position) {
        if (position < movedUpTo) {
            dead.add(new Dead(position, movedUpTo));
        }
    }

    /** Walks over the chains of a range; {@link #visible} reads them. */
    KeyCursor cursor(KeyRange range, boolean reverse) {
        return scratch.cursor(range, reverse);
    }

    /** The newest living write of a chain by a statement before {@code statement}, or null. */
    @Nullable
    Write visible(ByteBuffer chain, int statement) {
        while (chain.hasRemaining()) {
            int writer = chain.getInt();
            long position = chain.getLong();
            int length = chain.getInt();
            if (writer < statement && isAlive(position)) {
                byte[] value = null;
                if (length >= 0) {
                    value = new byte[length];
                    chain.get(value);
                }
                return new Write(value, writer, position, null);
            }
            chain.position(chain.position() + Math.max(0, length));
        }
        return null;
    }

    @Override
    public void close() {
        scratch.close();
    }

    private byte @Nullable [] chain(int space, byte[] key) {
        Bounds known = bounds.find(space);
        return known == null || !known.contains(key) ? null : scratch.get(space, key);
    }

    private boolean isAlive(long position) {
        for (int i = dead.size() - 1; i >= 0; i--) {
            Dead interval = dead.get(i);
            if (position >= interval.from && position < interval.to) {
                return false;
            }
        }
        return true;
    }
}
