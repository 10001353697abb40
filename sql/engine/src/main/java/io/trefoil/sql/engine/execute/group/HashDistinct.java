package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.spill.SpillFile;
import io.trefoil.sql.engine.execute.spill.SpillPartitions;
import io.trefoil.sql.engine.execute.spill.SpillSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets each row pass once. Rows pass as soon as they are seen first; when the table is full, rows that are not in it wait
 * in partitions until the input has ended.
 */
public record HashDistinct(Executable input, KeyTypes types) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private static final class Seen extends KeyTable.Entry<Seen> {
        Seen(@Nullable Object[] key, int hash) {
            super(key, hash);
        }
    }

    private record Pending(SpillSegment rows, int level) {}

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final KeyTable<Seen> table = new KeyTable<>(types);
        private final Deque<Pending> pending = new ArrayDeque<>();
        private @Nullable SpillFile file;
        private @Nullable SpillPartitions partitions;
        private SpillSegment.@Nullable Reader reader;
        private boolean inputEnded;
        private long bytes;
        private int level;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                @Nullable Object[] row = nextCandidate();
                if (row == null) {
                    return null;
                }
                context.rowPassed();
                int hash = types.hash(row);
                if (table.find(row, hash) == null) {
                    if (bytes > context.resources().workMemoryBytes() && SpillPartitions.divisible(level)) {
                        spill(row, hash);
                    } else {
                        table.insert(new Seen(row, hash));
                        bytes += RowSize.of(row) + KeyTable.ENTRY_BYTES;
                        return row;
                    }
                }
            }
        }

        private @Nullable Object @Nullable [] nextCandidate() {
            if (!inputEnded) {
                @Nullable Object[] row = source.next();
                if (row != null) {
                    return row;
                }
                inputEnded = true;
                source.close();
                finishPartitions();
            }
            while (true) {
                @Nullable Object[] row = reader == null ? null : reader.next();
                if (row != null) {
                    return row;
                }
                finishPartitions();
                Pending part = pending.poll();
                if (part == null) {
                    reader = null;
                    return null;
                }
                table.clear();
                bytes = 0;
                level = part.level + 1;
                reader = part.rows.reader();
            }
        }

        private void spill(@Nullable Object[] row, int hash) {
            if (file == null) {
                file = new SpillFile(context.resources().temporaryDirectory());
            }
            if (partitions == null) {
                partitions = new SpillPartitions(file, level);
            }
            partitions.add(row, hash);
        }

        private void finishPartitions() {
            SpillPartitions written = partitions;
            partitions = null;
            if (written != null) {
                written.finish();
                for (int i = SpillPartitions.COUNT - 1; i >= 0; i--) {
                    SpillSegment part = written.part(i);
                    if (part != null) {
                        pending.push(new Pending(part, level));
                    }
                }
            }
        }

        @Override
        public void close() {
            source.close();
            if (file != null) {
                file.close();
            }
        }
    }
}
