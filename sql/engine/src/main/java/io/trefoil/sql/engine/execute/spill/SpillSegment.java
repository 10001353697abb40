package io.trefoil.sql.engine.execute.spill;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of rows in a {@link SpillFile}: first written, then, after {@link #finish}, read any number of times. Rows lie
 * in blocks that hold whole rows; memory is one block while writing and one for each reader.
 */
public final class SpillSegment {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int SMALL_BUFFER = 1 << 10;

    private final SpillFile file;
    private @Nullable SpillBuffer buffer = new SpillBuffer(SMALL_BUFFER);
    private int blockCount;
    private long[] places = new long[4];
    private int[] lengths = new int[4];
    /** Number of the row behind each block. */
    private long[] ends = new long[4];

    private long rows;

    SpillSegment(SpillFile file) {
        this.file = file;
    }

    public long rows() {
        return rows;
    }

    public void add(@Nullable Object[] row) {
        SpillBuffer out = buffer;
        if (out == null) {
            throw new IllegalStateException("segment is finished");
        }
        file.codec().write(row, out);
        rows++;
        if (out.position() >= BLOCK_BYTES) {
            flush(out);
        }
    }

    /** Ends writing; may be called again. */
    public void finish() {
        if (buffer != null && buffer.position() > 0) {
            flush(buffer);
        }
        buffer = null;
    }

    private void flush(SpillBuffer out) {
        if (blockCount == places.length) {
            places = Arrays.copyOf(places, blockCount * 2);
            lengths = Arrays.copyOf(lengths, blockCount * 2);
            ends = Arrays.copyOf(ends, blockCount * 2);
        }
        places[blockCount] = file.append(out.array(), out.position());
        lengths[blockCount] = out.position();
        ends[blockCount] = rows;
        blockCount++;
        out.clear();
    }

    /** Reads from the first row on. */
    public Reader reader() {
        finish();
        return new Reader();
    }

    int blockCount() {
        return blockCount;
    }

    /** The block that holds a row. */
    int blockOf(long row) {
        int found = Arrays.binarySearch(ends, 0, blockCount, row);
        return found >= 0 ? found + 1 : -found - 1;
    }

    long firstRow(int block) {
        return block == 0 ? 0 : ends[block - 1];
    }

    /** All rows of a block. */
    @Nullable
    Object[][] readBlock(int block) {
        SpillBuffer in = new SpillBuffer(lengths[block]);
        load(block, in);
        @Nullable Object[][] result = new @Nullable Object[Math.toIntExact(ends[block] - firstRow(block))][];
        for (int i = 0; i < result.length; i++) {
            result[i] = file.codec().read(in);
        }
        return result;
    }

    private void load(int block, SpillBuffer in) {
        in.prepareRead(lengths[block]);
        file.read(places[block], in.array(), lengths[block]);
    }

    /** A walk over the rows in the order they were written. */
    public final class Reader {
        private final SpillBuffer in = new SpillBuffer(SMALL_BUFFER);
        private int nextBlock;

        private Reader() {}

        /** The next row, or null at the end. */
        public @Nullable Object @Nullable [] next() {
            if (in.exhausted()) {
                if (nextBlock == blockCount) {
                    return null;
                }
                load(nextBlock++, in);
            }
            return file.codec().read(in);
        }
    }
}
