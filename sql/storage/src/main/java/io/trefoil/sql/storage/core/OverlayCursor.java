package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a transaction's writes in a range, as one statement sees them: those in memory merged with those that were
 * spilled. Writes may be added, and moved out of memory, meanwhile.
 */
final class OverlayCursor implements AutoCloseable {
    private final Overlay overlay;
    private final KeyRange range;
    private final boolean reverse;
    private final int visibleBefore;

    /** The next of memory, the next of the scratch store, and which of them is current. */
    private @Nullable Node node;

    private @Nullable Write nodeWrite;
    private @Nullable KeyCursor spilledCursor;
    private byte @Nullable [] spilledKey;
    private @Nullable Write spilledWrite;
    private byte @Nullable [] key;
    private @Nullable Write write;
    private int moves;

    /** @param after start behind this key of the walk, null for the beginning */
    OverlayCursor(Overlay overlay, KeyRange range, boolean reverse, int visibleBefore, byte @Nullable [] after) {
        this.overlay = overlay;
        this.range = range;
        this.reverse = reverse;
        this.visibleBefore = visibleBefore;
        open(after);
    }

    /** The next key, or null at the end. */
    byte @Nullable [] key() {
        return key;
    }

    /** The value of {@link #key}, null if deleted. */
    byte @Nullable [] value() {
        Write current = write;
        return current == null ? null : current.value;
    }

    void advance() {
        byte[] last = key;
        if (last == null) {
            return;
        }
        if (moves != overlay.moves()) {
            close();
            open(last);
            return;
        }
        settleMemory(behind(last));
        byte[] other = spilledKey;
        if (other != null && Arrays.equals(other, last)) {
            stepSpilled();
        }
        choose();
    }

    @Override
    public void close() {
        KeyCursor cursor = spilledCursor;
        if (cursor != null) {
            spilledCursor = null;
            cursor.close();
        }
    }

    private void open(byte @Nullable [] after) {
        moves = overlay.moves();
        settleMemory(after == null ? first() : behind(after));
        SpilledWrites spilled = overlay.spilled();
        spilledKey = null;
        if (spilled != null) {
            spilledCursor = spilled.cursor(range.behind(after, reverse), reverse);
            stepSpilled();
        }
        choose();
    }

    private void choose() {
        Node inMemory = node;
        byte[] outside = spilledKey;
        int order = inMemory == null
                ? (outside == null ? 0 : 1)
                : outside == null ? -1 : Arrays.compareUnsigned(inMemory.key, outside);
        if (inMemory != null && outside != null && reverse) {
            order = -order;
        }
        if (order <= 0) {
            // Of one key, the write in memory is the newer one.
            key = inMemory == null ? null : inMemory.key;
            write = nodeWrite;
        } else {
            key = outside;
            write = spilledWrite;
        }
    }

    private void stepSpilled() {
        SpilledWrites spilled = overlay.spilled();
        KeyCursor cursor = spilledCursor;
        spilledKey = null;
        while (spilled != null && cursor != null && cursor.next()) {
            ByteBuffer chain = ByteBuffer.wrap(cursor.valueArray(), cursor.valueOffset(), cursor.valueLength());
            Write visible = spilled.visible(chain, visibleBefore);
            if (visible != null) {
                spilledKey = cursor.key();
                spilledWrite = visible;
                return;
            }
        }
    }

    private void settleMemory(Map.@Nullable Entry<byte[], Node> start) {
        Map.Entry<byte[], Node> entry = start;
        while (entry != null && isInside(entry.getKey())) {
            Write visible = entry.getValue().visibleBefore(visibleBefore);
            if (visible != null) {
                node = entry.getValue();
                nodeWrite = visible;
                return;
            }
            entry = behind(entry.getKey());
        }
        node = null;
        nodeWrite = null;
    }

    private Map.@Nullable Entry<byte[], Node> first() {
        TreeMap<byte[], Node> writes = overlay.writesOf(range.space());
        if (writes == null) {
            return null;
        }
        if (!reverse) {
            return writes.ceilingEntry(range.low());
        }
        byte[] high = range.high();
        return high == null ? writes.lastEntry() : writes.lowerEntry(high);
    }

    private Map.@Nullable Entry<byte[], Node> behind(byte[] last) {
        TreeMap<byte[], Node> writes = overlay.writesOf(range.space());
        if (writes == null) {
            return null;
        }
        return reverse ? writes.lowerEntry(last) : writes.higherEntry(last);
    }

    private boolean isInside(byte[] candidate) {
        if (reverse) {
            return Arrays.compareUnsigned(range.low(), candidate) <= 0;
        }
        byte[] high = range.high();
        return high == null || Arrays.compareUnsigned(candidate, high) < 0;
    }
}
