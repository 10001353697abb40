package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.engine.SortedRun;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction, laid over its snapshot: an ordered map per space from key to a chain of values, newest
 * first, each with the number of the statement that wrote it. Every write has a position, counted upwards and never used
 * twice; an undo list in that order makes a savepoint a position.
 *
 * <p>What does not fit in memory is moved to {@link SpilledWrites}; there nothing is undone, but positions that were rolled
 * back over are remembered as dead. Sorted loads were never in memory: they are {@link LoadedRuns}.
 */
final class Overlay {
    private static final Comparator<byte[]> KEY_ORDER = Arrays::compareUnsigned;
    /** Bytes of heap for a node, its tree entry and its undo slot, beside key and value. */
    private static final int NODE_BYTES = 120;

    private final IntTable<TreeMap<byte[], Node>> spaces = new IntTable<>();
    private @Nullable Node[] undo = new @Nullable Node[8];
    private int undoSize;
    private long nextPosition;
    private long bytes;
    private @Nullable SpilledWrites spilled;
    private @Nullable LoadedRuns runs;
    /** Raised when writes move, so that cursors look again. */
    private int moves;

    /** A key that was written. */
    static final class Node {
        final int space;
        final byte[] key;

        @Nullable
        Write head;

        Node(int space, byte[] key) {
            this.space = space;
            this.key = key;
        }

        /** The newest write by a statement before {@code statement}, or null. */
        @Nullable
        Write visibleBefore(int statement) {
            Write write = head;
            while (write != null && write.statement >= statement) {
                write = write.older;
            }
            return write;
        }
    }

    /** One value of a key; null value means deleted. */
    static final class Write {
        byte @Nullable [] value;
        final int statement;
        /** Its place in the order of writing. */
        final long position;

        final @Nullable Write older;

        Write(byte @Nullable [] value, int statement, long position, @Nullable Write older) {
            this.value = value;
            this.statement = statement;
            this.position = position;
            this.older = older;
        }
    }

    boolean isEmpty() {
        return undoSize == 0 && spilled == null && runs == null;
    }

    boolean isSpilled() {
        return spilled != null;
    }

    /** Heap used, roughly. */
    long bytes() {
        return bytes;
    }

    /** Bytes moved out of the heap. */
    long spilledBytes() {
        SpilledWrites more = spilled;
        LoadedRuns loaded = runs;
        return (more == null ? 0 : more.bytes()) + (loaded == null ? 0 : loaded.bytes());
    }

    int moves() {
        return moves;
    }

    @Nullable
    SpilledWrites spilled() {
        return spilled;
    }

    @Nullable
    LoadedRuns runs() {
        return runs;
    }

    /** Whether there may be writes of a space. */
    boolean touches(int space) {
        LoadedRuns loaded = runs;
        return spaces.find(space) != null || loaded != null && loaded.has(space);
    }

    int spaceCount() {
        return spaces.size();
    }

    int spaceAt(int i) {
        return spaces.keyAt(i);
    }

    TreeMap<byte[], Node> writesAt(int i) {
        return spaces.valueAt(i);
    }

    /** The writes of a space in key order, null if there were never any. */
    @Nullable
    TreeMap<byte[], Node> writesOf(int space) {
        return spaces.find(space);
    }

    /** The spaces that were written, as unsigned numbers in ascending order. @param withLoads also those of loads */
    int[] spacesInOrder(boolean withLoads) {
        LoadedRuns loaded = withLoads ? runs : null;
        IntStream written = IntStream.range(0, spaces.size()).map(spaces::keyAt);
        IntStream all = loaded == null
                ? written
                : IntStream.concat(written, loaded.all().stream().mapToInt(LoadedRun::space));
        int[] order =
                all.map(space -> space ^ Integer.MIN_VALUE).sorted().distinct().toArray();
        for (int i = 0; i < order.length; i++) {
            order[i] ^= Integer.MIN_VALUE;
        }
        return order;
    }

    /** The newest write of a key by a statement before {@code statement}, or null. */
    @Nullable
    Write find(int space, byte[] key, int statement) {
        if (undoSize > 0) {
            Map<byte[], Node> writes = spaces.find(space);
            Node node = writes == null ? null : writes.get(key);
            Write write = node == null ? null : node.visibleBefore(statement);
            if (write != null) {
                return write;
            }
        }
        SpilledWrites more = spilled;
        Write moved = more == null ? null : more.find(space, key, statement);
        LoadedRuns loaded = runs;
        return moved != null || loaded == null ? moved : loaded.find(space, key, statement);
    }

    /** The first key in memory that is not before {@code key}, or null. */
    byte @Nullable [] nextWrite(int space, byte[] key) {
        TreeMap<byte[], Node> writes = spaces.find(space);
        return writes == null ? null : writes.ceilingKey(key);
    }

    /** Whether a write of a key was moved out of memory. */
    boolean spilledWrite(int space, byte[] key) {
        SpilledWrites more = spilled;
        return more != null && more.find(space, key, CoreStatement.ALL) != null;
    }

    /** Takes over the entries of a load. */
    void addRun(SortedRun entries, int space, byte[] first, byte[] last, int statement, long size) {
        LoadedRuns loaded = runs;
        if (loaded == null) {
            loaded = new LoadedRuns();
            runs = loaded;
        }
        loaded.add(new LoadedRun(entries, space, first, last, statement, nextPosition++, size));
        moves++;
    }

    /**
     * Adds a write. A second write of a key by the same statement replaces the first, unless a mark lies between.
     *
     * @param lastMark the position of the newest mark
     */
    void write(int space, byte[] key, byte @Nullable [] value, int statement, long lastMark) {
        TreeMap<byte[], Node> writes = spaces.find(space);
        if (writes == null) {
            writes = new TreeMap<>(KEY_ORDER);
            spaces.add(space, writes);
        }
        Node fresh = new Node(space, key);
        Node node = writes.putIfAbsent(key, fresh);
        if (node == null) {
            node = fresh;
            bytes += NODE_BYTES + key.length;
        }
        Write head = node.head;
        if (head != null && head.statement == statement && head.position >= lastMark) {
            bytes += length(value) - length(head.value);
            head.value = value;
            return;
        }
        if (undoSize == undo.length) {
            undo = Arrays.copyOf(undo, undoSize * 2);
        }
        node.head = new Write(value, statement, nextPosition++, head);
        undo[undoSize++] = node;
        bytes += length(value) + 32;
    }

    /** Where a mark made now would point. */
    long position() {
        return nextPosition;
    }

    void undoTo(long position) {
        while (undoSize > 0) {
            Node node = undo[undoSize - 1];
            Write head = node == null ? null : node.head;
            if (node == null || head == null) {
                throw new AssertionError("undo list and chains disagree");
            }
            if (head.position < position) {
                break;
            }
            undo[--undoSize] = null;
            bytes -= length(head.value) + 32;
            node.head = head.older;
            if (node.head == null) {
                TreeMap<byte[], Node> writes = spaces.find(node.space);
                if (writes != null) {
                    writes.remove(node.key);
                }
                bytes -= NODE_BYTES + node.key.length;
            }
        }
        SpilledWrites more = spilled;
        if (more != null) {
            more.undoTo(position);
        }
        LoadedRuns loaded = runs;
        if (loaded != null && loaded.undoTo(position)) {
            moves++;
            if (loaded.all().isEmpty()) {
                runs = null;
            }
        }
    }

    /** Moves everything to {@code spilled}, which was made for this transaction and stays with it. */
    void spillTo(SpilledWrites target) {
        spilled = target;
        for (int i = 0; i < spaces.size(); i++) {
            TreeMap<byte[], Node> writes = spaces.valueAt(i);
            for (Node node : writes.values()) {
                target.add(node);
            }
            writes.clear();
        }
        target.movedUpTo(nextPosition);
        undo = new @Nullable Node[8];
        undoSize = 0;
        bytes = 0;
        moves++;
    }

    void clear() {
        SpilledWrites more = spilled;
        if (more != null) {
            spilled = null;
            more.close();
        }
        LoadedRuns loaded = runs;
        if (loaded != null) {
            runs = null;
            loaded.close();
        }
        spaces.clear();
        undo = new @Nullable Node[8];
        undoSize = 0;
        bytes = 0;
    }

    private static int length(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }
}
