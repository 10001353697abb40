package io.trefoil.sql.engine.execute.spill;

import org.jspecify.annotations.Nullable;

/**
 * Rows on disk, divided by hash so that equal keys meet in one part. Parts that are still too large are divided again, at
 * the next level, by other bits of the hash.
 */
public final class SpillPartitions {
    /** Number of parts. */
    public static final int COUNT = 32;

    private static final int BITS_PER_LEVEL = 5;
    /** Levels above this one have no bits left: their rows share a hash. */
    private static final int LEVEL_MAX = 5;

    private final SpillFile file;
    private final int level;
    private final @Nullable SpillSegment[] segments = new @Nullable SpillSegment[COUNT];

    public SpillPartitions(SpillFile file, int level) {
        this.file = file;
        this.level = level;
    }

    /** Whether rows of this level can be divided at all. */
    public static boolean divisible(int level) {
        return level <= LEVEL_MAX;
    }

    public void add(@Nullable Object[] row, int hash) {
        int part = partOf(hash, level);
        SpillSegment segment = segments[part];
        if (segment == null) {
            segment = file.newSegment();
            segments[part] = segment;
        }
        segment.add(row);
    }

    private static int partOf(int hash, int level) {
        return (hash >>> (32 - BITS_PER_LEVEL - BITS_PER_LEVEL * level)) & (COUNT - 1);
    }

    /** The rows of a part, or null when there are none. */
    public @Nullable SpillSegment part(int index) {
        return segments[index];
    }

    /** Ends writing and frees the buffers. */
    public void finish() {
        for (SpillSegment segment : segments) {
            if (segment != null) {
                segment.finish();
            }
        }
    }
}
