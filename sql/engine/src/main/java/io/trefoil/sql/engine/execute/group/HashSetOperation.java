package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.algebra.Rel;
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
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * INTERSECT and EXCEPT by counting how often each row comes from either side. Left rows that find no room in the table go
 * to partitions with the right rows that are not in it, and are counted in pairs of partitions afterwards.
 */
public record HashSetOperation(
        Rel.SetOperation.Kind kind, boolean all, Executable left, Executable right, KeyTypes types)
        implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private static final class Counted extends KeyTable.Entry<Counted> {
        private long left;
        private long right;

        Counted(@Nullable Object[] key, int hash) {
            super(key, hash);
        }
    }

    /** How often a row is part of the result. */
    private long times(Counted row) {
        return switch (kind) {
            case INTERSECT -> all ? Math.min(row.left, row.right) : row.right > 0 ? 1 : 0;
            case EXCEPT -> all ? Math.max(0, row.left - row.right) : row.right > 0 ? 0 : 1;
            case UNION -> throw new IllegalArgumentException("UNION is an Append below a HashDistinct");
        };
    }

    /** Where rows come from: an input or a partition of it. */
    private interface Source {
        @Nullable
        Object @Nullable [] next();
    }

    private record Pending(SpillSegment left, @Nullable SpillSegment right, int level) {}

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor leftRows;
        private final RowCursor rightRows;
        private final KeyTable<Counted> table = new KeyTable<>(types);
        private final Deque<Pending> pending = new ArrayDeque<>();
        private @Nullable SpillFile file;
        private @Nullable Iterator<Counted> output;
        private @Nullable Object @Nullable [] repeated;
        private long repetitions;
        private long bytes;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.leftRows = left.open(context);
            this.rightRows = right.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (output == null) {
                count(leftRows::next, rightRows::next, 0);
                leftRows.close();
                rightRows.close();
                output = table.iterator();
            }
            while (repetitions == 0) {
                if (output.hasNext()) {
                    Counted row = output.next();
                    repeated = row.key();
                    repetitions = times(row);
                } else {
                    Pending part = pending.poll();
                    if (part == null) {
                        return null;
                    }
                    SpillSegment other = part.right;
                    Source none = () -> null;
                    table.clear();
                    bytes = 0;
                    count(part.left.reader()::next, other == null ? none : other.reader()::next, part.level + 1);
                    output = table.iterator();
                }
            }
            repetitions--;
            return repeated;
        }

        private void count(Source leftSource, Source rightSource, int level) {
            SpillPartitions leftParts = null;
            for (@Nullable Object[] row = leftSource.next(); row != null; row = leftSource.next()) {
                context.rowPassed();
                int hash = types.hash(row);
                Counted counted = table.find(row, hash);
                if (counted == null
                        && bytes > context.resources().workMemoryBytes()
                        && SpillPartitions.divisible(level)) {
                    leftParts = leftParts == null ? new SpillPartitions(openFile(), level) : leftParts;
                    leftParts.add(row, hash);
                    continue;
                }
                if (counted == null) {
                    counted = table.insert(new Counted(row, hash));
                    bytes += RowSize.of(row) + KeyTable.ENTRY_BYTES + 16;
                }
                counted.left++;
            }
            SpillPartitions rightParts = leftParts == null ? null : new SpillPartitions(openFile(), level);
            for (@Nullable Object[] row = rightSource.next(); row != null; row = rightSource.next()) {
                context.rowPassed();
                int hash = types.hash(row);
                Counted counted = table.find(row, hash);
                if (counted != null) {
                    counted.right++;
                } else if (rightParts != null) {
                    rightParts.add(row, hash);
                }
            }
            if (leftParts != null && rightParts != null) {
                keep(leftParts, rightParts, level);
            }
        }

        private void keep(SpillPartitions leftParts, SpillPartitions rightParts, int level) {
            leftParts.finish();
            rightParts.finish();
            for (int i = SpillPartitions.COUNT - 1; i >= 0; i--) {
                SpillSegment part = leftParts.part(i);
                if (part != null) {
                    pending.push(new Pending(part, rightParts.part(i), level));
                }
            }
        }

        private SpillFile openFile() {
            SpillFile open = file;
            if (open == null) {
                open = new SpillFile(context.resources().temporaryDirectory());
                file = open;
            }
            return open;
        }

        @Override
        public void close() {
            leftRows.close();
            rightRows.close();
            if (file != null) {
                file.close();
            }
        }
    }
}
