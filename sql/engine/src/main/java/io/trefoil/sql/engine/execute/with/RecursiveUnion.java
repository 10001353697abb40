package io.trefoil.sql.engine.execute.with;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.spill.RowStore;
import org.jspecify.annotations.Nullable;

/**
 * WITH RECURSIVE: yields the base, then the step over the rows of the last round, until a round has none. With
 * {@code distinct} (UNION) rows that came before are left out; those are remembered in memory, as PostgreSQL does.
 */
public record RecursiveUnion(
        int cell,
        Executable base,
        Executable step,
        @Nullable KeyTypes distinct) implements Executable {
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
        private final @Nullable KeyTable<Seen> seen;
        private RowCursor source;
        private RowStore round;
        private @Nullable SharedRows working;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.seen = distinct == null ? null : new KeyTable<>(distinct);
            this.source = base.open(context);
            this.round = new RowStore(context.resources());
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                @Nullable Object[] row = source.next();
                if (row == null) {
                    if (round.size() == 0) {
                        return null;
                    }
                    startRound();
                } else if (isNew(row)) {
                    context.rowPassed();
                    round.add(row);
                    return row;
                }
            }
        }

        private boolean isNew(@Nullable Object[] row) {
            if (seen == null) {
                return true;
            }
            int hash = seen.types().hash(row);
            if (seen.find(row, hash) != null) {
                return false;
            }
            seen.insert(new Seen(row, hash));
            return true;
        }

        private void startRound() {
            source.close();
            if (working != null) {
                working.close();
            }
            working = new SharedRows(round, null);
            context.setState(cell, working);
            round = new RowStore(context.resources());
            source = step.open(context);
        }

        @Override
        public void close() {
            source.close();
            round.close();
            if (working != null) {
                working.close();
            }
        }
    }
}
