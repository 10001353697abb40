package io.trefoil.sql.engine.execute.spill;

import io.trefoil.sql.engine.execute.Resources;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Rows for which a hash table had no room, in partitions that wait for their turn. Rows are added at one level; when the
 * partition that follows is taken, those that do not fit again are divided at the next. The file is made with the first row.
 */
public final class SpillQueue implements AutoCloseable {
    private final Resources resources;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private @Nullable SpillFile file;
    private @Nullable SpillPartitions written;
    private int level;

    /** The rows of a partition, and the level at which they were divided. */
    private record Part(SpillSegment rows, int level) {}

    public SpillQueue(Resources resources) {
        this.resources = resources;
    }

    /** Whether rows of this level can be divided at all; else the table has to take them. */
    public boolean divisible() {
        return SpillPartitions.divisible(level);
    }

    public void add(@Nullable Object[] row, int hash) {
        if (file == null) {
            file = new SpillFile(resources.temporaryDirectory());
        }
        if (written == null) {
            written = new SpillPartitions(file, level);
        }
        written.add(row, hash);
    }

    /** The level has seen all its rows: its partitions come before those that wait. */
    public void finishLevel() {
        SpillPartitions ended = written;
        written = null;
        if (ended == null) {
            return;
        }
        ended.finish();
        for (int i = SpillPartitions.COUNT - 1; i >= 0; i--) {
            SpillSegment part = ended.part(i);
            if (part != null) {
                waiting.push(new Part(part, level));
            }
        }
    }

    /** The rows of the next partition, which begins the next level; null when none waits. */
    public SpillSegment.@Nullable Reader next() {
        Part part = waiting.poll();
        if (part == null) {
            return null;
        }
        level = part.level + 1;
        return part.rows.reader();
    }

    /** Bytes on disk. */
    public long size() {
        return file == null ? 0 : file.size();
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
