package io.trefoil.sql.engine.execute.spill;

import io.trefoil.sql.engine.execute.Resources;
import io.trefoil.sql.engine.execute.RowList;
import io.trefoil.sql.engine.execute.row.RowSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of rows that can be read by position and goes to disk beyond work_mem. Reading and appending may be
 * mixed; several cursors may read at once, all of one thread.
 */
public final class RowStore implements RowList {
    private static final int BLOCKS_CACHED = 4;

    private final Resources resources;
    /** Rows from position {@link #spilledRows} on. */
    private List<@Nullable Object[]> tail = new ArrayList<>();

    private long tailBytes;
    private final List<SpillSegment> segments = new ArrayList<>();
    private final List<Long> segmentStarts = new ArrayList<>();
    private long spilledRows;
    private @Nullable SpillFile file;
    private final CachedBlock[] cache = new CachedBlock[BLOCKS_CACHED];
    private int cacheNext;

    /** Rows of one block on disk. */
    private record CachedBlock(long firstRow, @Nullable Object[][] rows) {
        boolean contains(long row) {
            return row >= firstRow && row < firstRow + rows.length;
        }
    }

    public RowStore(Resources resources) {
        this.resources = resources;
    }

    @Override
    public long size() {
        return spilledRows + tail.size();
    }

    public boolean spilled() {
        return !segments.isEmpty();
    }

    @Override
    public void add(@Nullable Object[] row) {
        tail.add(row);
        tailBytes += RowSize.of(row) + 4;
        if (tailBytes > resources.workMemoryBytes()) {
            spill();
        }
    }

    private void spill() {
        if (file == null) {
            file = new SpillFile(resources.temporaryDirectory());
        }
        SpillSegment segment = file.newSegment();
        for (@Nullable Object[] row : tail) {
            segment.add(row);
        }
        segment.finish();
        segments.add(segment);
        segmentStarts.add(spilledRows);
        spilledRows += tail.size();
        tail = new ArrayList<>();
        tailBytes = 0;
    }

    @Override
    public @Nullable Object[] get(long position) {
        if (position >= spilledRows) {
            return tail.get((int) (position - spilledRows));
        }
        for (CachedBlock block : cache) {
            if (block != null && block.contains(position)) {
                return block.rows[(int) (position - block.firstRow)];
            }
        }
        CachedBlock block = load(position);
        cache[cacheNext] = block;
        cacheNext = (cacheNext + 1) % BLOCKS_CACHED;
        return block.rows[(int) (position - block.firstRow)];
    }

    private CachedBlock load(long position) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segmentStarts.get(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        SpillSegment segment = segments.get(low);
        long start = segmentStarts.get(low);
        int block = segment.blockOf(position - start);
        return new CachedBlock(start + segment.firstRow(block), segment.readBlock(block));
    }

    /** Forgets all rows. */
    public void clear() {
        close();
        tail = new ArrayList<>();
        tailBytes = 0;
        segments.clear();
        segmentStarts.clear();
        spilledRows = 0;
        Arrays.fill(cache, null);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
