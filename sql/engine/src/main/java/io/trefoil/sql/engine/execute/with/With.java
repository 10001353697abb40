package io.trefoil.sql.engine.execute.with;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.spill.RowStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body that reads the rows of named queries. A query is run as far as it is read; one that modifies data is run to
 * its end in any case, after the body.
 */
public record With(List<Query> queries, Executable body) implements Executable {
    /**
     * A named query.
     *
     * @param cell where its {@link SharedRows} are kept
     */
    public record Query(int cell, Executable query, boolean modifies) {}

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final List<SharedRows> shared = new ArrayList<>();
        private final RowCursor rows;
        private boolean ended;

        Cursor(ExecutionContext context) {
            for (Query query : queries) {
                SharedRows result = new SharedRows(new RowStore(context.resources()), query.query.open(context));
                context.setState(query.cell, result);
                shared.add(result);
            }
            this.rows = body.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            @Nullable Object[] row = rows.next();
            if (row == null && !ended) {
                ended = true;
                for (int i = 0; i < queries.size(); i++) {
                    if (queries.get(i).modifies) {
                        shared.get(i).complete();
                    }
                }
            }
            return row;
        }

        @Override
        public long affectedRows() {
            return rows.affectedRows();
        }

        @Override
        public void close() {
            rows.close();
            shared.forEach(SharedRows::close);
        }
    }
}
