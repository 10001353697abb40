package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups rows that come sorted by their groups, one group at a time; without grouping expressions one group of all. */
public final class SortedAggregate implements Executable {
    private final Executable input;
    private final Evaluator[] groupBy;
    private final KeyTypes keyTypes;
    private final Aggregate[] aggregates;

    public SortedAggregate(
            List<Scalar> groupBy, List<AggregateCall> calls, Executable input, ExpressionCompiler expressions) {
        this.input = input;
        this.groupBy = expressions.compile(groupBy);
        this.keyTypes = new KeyTypes(groupBy.stream().map(Scalar::type).toArray(SqlType[]::new));
        this.aggregates = Aggregate.compile(calls, expressions);
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final GroupState group;
        private @Nullable Object @Nullable [] ahead;
        private @Nullable Object @Nullable [] aheadKey;
        private boolean started;
        private boolean ended;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.group = new GroupState(aggregates, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!started) {
                started = true;
                advance();
                if (ahead == null) {
                    ended = true;
                    source.close();
                    return groupBy.length == 0 ? group.finish(Rows.EMPTY) : null;
                }
            }
            if (ended) {
                return null;
            }
            @Nullable Object[] key = aheadKey == null ? Rows.EMPTY : aheadKey;
            do {
                group.add(ahead == null ? Rows.EMPTY : ahead);
                advance();
            } while (ahead != null && (aheadKey == null || keyTypes.equal(key, aheadKey)));
            if (ahead == null) {
                ended = true;
                source.close();
            }
            return group.finish(key);
        }

        private void advance() {
            @Nullable Object[] row = source.next();
            ahead = row;
            if (row != null) {
                context.rowPassed();
                aheadKey = groupBy.length == 0 ? null : Rows.evaluate(groupBy, row, context);
            }
        }

        @Override
        public void close() {
            source.close();
            group.close();
        }
    }
}
