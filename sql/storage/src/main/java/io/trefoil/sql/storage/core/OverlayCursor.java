package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a transaction's writes in a range, as one statement sees them: those in memory merged with those that were
 * spilled and those of loads. Writes may be added, and moved out of memory, meanwhile.
 */
final class OverlayCursor implements AutoCloseable {
    private static final List<OutsideWrites> NONE = List.of();

    private final Overlay overlay;
    private final KeyRange range;
    private final boolean reverse;
    private final int visibleBefore;
    private final boolean withLoads;

    /** The next of memory. */
    private @Nullable Node node;

    private @Nullable Write nodeWrite;
    /** What is not in memory, newer writes first. */
    private List<OutsideWrites> outside = NONE;

    private byte @Nullable [] key;
    private @Nullable Write write;
    private int moves;

    /**
     * @param withLoads whether to walk over the entries of loads too
     * @param after start behind this key of the walk, null for the beginning
     */
    OverlayCursor(
            Overlay overlay,
            KeyRange range,
            boolean reverse,
            int visibleBefore,
            boolean withLoads,
            byte @Nullable [] after) {
        this.overlay = overlay;
        this.range = range;
        this.reverse = reverse;
        this.visibleBefore = visibleBefore;
        this.withLoads = withLoads;
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
        for (int i = 0; i < outside.size(); i++) {
            byte[] other = outside.get(i).key();
            if (other != null && Arrays.equals(other, last)) {
                outside.get(i).step();
            }
        }
        choose();
    }

    @Override
    public void close() {
        outside.forEach(OutsideWrites::close);
        outside = NONE;
    }

    private void open(byte @Nullable [] after) {
        moves = overlay.moves();
        settleMemory(after == null ? first() : behind(after));
        SpilledWrites spilled = overlay.spilled();
        LoadedRuns loaded = withLoads ? overlay.runs() : null;
        if (spilled != null || loaded != null) {
            outside = new ArrayList<>();
            KeyRange rest = range.behind(after, reverse);
            if (spilled != null) {
                outside.add(OutsideWrites.spilled(spilled, rest, reverse, visibleBefore));
            }
            if (loaded != null) {
                for (LoadedRun run : loaded.all()) {
                    if (run.space() == range.space() && run.statement() < visibleBefore) {
                        outside.add(OutsideWrites.loaded(run, rest, reverse));
                    }
                }
            }
        }
        choose();
    }

    /** The next key of all; of equal ones the first place has the newest write. */
    private void choose() {
        Node inMemory = node;
        byte[] best = inMemory == null ? null : inMemory.key;
        write = inMemory == null ? null : nodeWrite;
        for (int i = 0; i < outside.size(); i++) {
            byte[] other = outside.get(i).key();
            if (other != null && (best == null || isBefore(other, best))) {
                best = other;
                write = outside.get(i).write();
            }
        }
        key = best;
    }

    private boolean isBefore(byte[] a, byte[] b) {
        int order = Arrays.compareUnsigned(a, b);
        return reverse ? order > 0 : order < 0;
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
