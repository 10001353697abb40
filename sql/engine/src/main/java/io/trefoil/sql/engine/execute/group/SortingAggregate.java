package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grouping whose aggregates have DISTINCT or ORDER BY of their own: sorts the rows by group first, so that only one group's
 * rows are held at a time. Several grouping sets are sorted one after the other.
 */
public final class SortingAggregate implements Executable {
    private final Executable input;
    private final Evaluator[] groupBy;
    private final KeyTypes keyTypes;
    private final GroupingSets sets;
    private final RowOrder order;
    private final Aggregate[] aggregates;

    public SortingAggregate(Plan.HashAggregate plan, Executable input, ExpressionCompiler expressions) {
        this.input = input;
        this.groupBy = expressions.compile(plan.groupBy());
        this.sets = new GroupingSets(groupBy.length, plan.groupingSets());
        SqlType[] types = plan.groupBy().stream().map(Scalar::type).toArray(SqlType[]::new);
        this.keyTypes = new KeyTypes(types);
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            keys.add(new SortKey(i, false, false));
        }
        this.order = new RowOrder(keys, types);
        this.aggregates = Aggregate.compile(plan.calls(), expressions);
    }

    /** Whether a plan needs this operator. */
    public static boolean neededFor(Plan.HashAggregate plan) {
        return plan.calls().stream()
                .anyMatch(call -> call.distinct() || !call.orderBy().isEmpty());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final RowStore rows;
        private final GroupState group;
        private int set = -1;
        private @Nullable RowSorter sorter;
        private RowSorter.@Nullable Sorted sorted;
        private @Nullable Object @Nullable [] ahead;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.rows = new RowStore(context.resources());
            this.group = new GroupState(aggregates, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (ahead == null) {
                if (set + 1 == sets.count()) {
                    return null;
                }
                startSet(++set);
                if (ahead == null && sets.isEmpty(set)) {
                    return output(new @Nullable Object[groupBy.length]);
                }
            }
            @Nullable Object[] key = Arrays.copyOf(ahead, groupBy.length);
            while (ahead != null && keyTypes.equal(key, ahead)) {
                context.rowPassed();
                group.add(Arrays.copyOfRange(ahead, groupBy.length, ahead.length));
                ahead = sorted == null ? null : sorted.next();
            }
            return output(key);
        }

        private @Nullable Object[] output(@Nullable Object[] key) {
            @Nullable Object[] values = group.finish(Rows.EMPTY);
            @Nullable Object[] row = sets.output(key, set, aggregates.length);
            System.arraycopy(values, 0, row, groupBy.length, values.length);
            return row;
        }

        /** Sorts rows of the group's key followed by the input row. */
        private void startSet(int number) {
            if (sorter != null) {
                sorter.close();
            }
            RowSorter fresh = new RowSorter(order, context.resources());
            sorter = fresh;
            @Nullable Object[] key = new @Nullable Object[groupBy.length + 1];
            if (number == 0) {
                for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                    context.rowPassed();
                    if (sets.several()) {
                        rows.add(row);
                    }
                    fresh.add(keyed(row, number, key));
                }
                source.close();
            } else {
                for (long i = 0; i < rows.size(); i++) {
                    context.rowPassed();
                    fresh.add(keyed(rows.get(i), number, key));
                }
            }
            sorted = fresh.sort(context);
            ahead = sorted.next();
        }

        private @Nullable Object[] keyed(@Nullable Object[] row, int number, @Nullable Object[] key) {
            sets.mask(Rows.evaluate(groupBy, row, context), number, key);
            return Rows.concat(Arrays.copyOf(key, groupBy.length), row);
        }

        @Override
        public void close() {
            source.close();
            rows.close();
            group.close();
            if (sorter != null) {
                sorter.close();
            }
        }
    }
}
