package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.spill.SpillQueue;
import io.trefoil.sql.engine.execute.spill.SpillSegment;
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

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final KeyTable<Seen> table = new KeyTable<>(types);
        private final SpillQueue spilled;
        private SpillSegment.@Nullable Reader reader;
        private boolean inputEnded;
        private long bytes;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.spilled = new SpillQueue(context.resources());
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
                    if (bytes > context.resources().workMemoryBytes() && spilled.divisible()) {
                        spilled.add(row, hash);
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
                spilled.finishLevel();
            }
            while (true) {
                @Nullable Object[] row = reader == null ? null : reader.next();
                if (row != null) {
                    return row;
                }
                spilled.finishLevel();
                reader = spilled.next();
                if (reader == null) {
                    return null;
                }
                table.clear();
                bytes = 0;
            }
        }

        @Override
        public void close() {
            source.close();
            spilled.close();
        }
    }
}
