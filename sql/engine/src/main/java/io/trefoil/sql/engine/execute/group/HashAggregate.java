package io.trefoil.sql.engine.execute.group;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.SpillQueue;
import io.trefoil.sql.engine.execute.spill.SpillSegment;
import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Groups through a hash table. When the table has reached work_mem, rows of groups that are in it still go into it; rows of
 * others are written to partitions, which are grouped one after the other afterwards (PostgreSQL 13's way). Groups come out
 * in the order of their first rows.
 */
public final class HashAggregate implements Executable {
    /** Heap of a small accumulator. */
    private static final int ACCUMULATOR_BYTES = 40;

    private final Executable input;
    private final Evaluator[] groupBy;
    private final GroupingSets sets;
    private final KeyTypes keyTypes;
    private final Aggregate[] aggregates;

    public HashAggregate(Plan.HashAggregate plan, Executable input, ExpressionCompiler expressions) {
        this.input = input;
        this.groupBy = expressions.compile(plan.groupBy());
        this.sets = new GroupingSets(groupBy.length, plan.groupingSets());
        SqlType[] types = plan.groupBy().stream().map(Scalar::type).toArray(SqlType[]::new);
        if (sets.several()) {
            types = Arrays.copyOf(types, types.length + 1);
            types[types.length - 1] = SqlTypes.INT4;
        }
        this.keyTypes = new KeyTypes(types);
        this.aggregates = Aggregate.compile(plan.calls(), expressions);
    }

    /** A key with the state of its aggregates. */
    private static final class Group extends KeyTable.Entry<Group> {
        private final Accumulator[] accumulators;

        Group(@Nullable Object[] key, int hash, Accumulator[] accumulators) {
            super(key, hash);
            this.accumulators = accumulators;
        }
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final KeyTable<Group> table = new KeyTable<>(keyTypes);
        private final @Nullable Object[] values = new @Nullable Object[groupBy.length];
        private final @Nullable Object[] probe = new @Nullable Object[keyTypes.count()];
        private final @Nullable Object[][] buffers = new @Nullable Object[aggregates.length][];
        private final SpillQueue spilled;
        private long bytes;
        private @Nullable Iterator<Group> output;
        private int batches = 1;
        private long bytesMax;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.spilled = new SpillQueue(context.resources());
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = aggregates[i].newArguments();
            }
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (output == null) {
                groupInput();
                output = table.iterator();
            }
            while (!output.hasNext()) {
                if (!groupNextPartition()) {
                    return null;
                }
                output = table.iterator();
            }
            return outputRow(output.next());
        }

        private void groupInput() {
            for (int i = 0; i < sets.count(); i++) {
                if (sets.isEmpty(i)) {
                    sets.mask(values, i, probe);
                    newGroup(keyTypes.hash(probe));
                }
            }
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                context.rowPassed();
                if (sets.plain()) {
                    Rows.evaluateInto(groupBy, row, context, probe);
                    add(row, 0);
                } else {
                    Rows.evaluateInto(groupBy, row, context, values);
                    for (int i = 0; i < sets.count(); i++) {
                        sets.mask(values, i, probe);
                        add(row, i);
                    }
                }
            }
            source.close();
            finishLevel();
        }

        /** Adds a row to the group of the probe, or to a partition when there is no room for a new group. */
        private void add(@Nullable Object[] row, int set) {
            int hash = keyTypes.hash(probe);
            Group group = table.find(probe, hash);
            if (group == null) {
                if (bytes > context.resources().workMemoryBytes() && spilled.divisible()) {
                    spill(row, set, hash);
                    return;
                }
                group = newGroup(hash);
            }
            for (int i = 0; i < aggregates.length; i++) {
                Accumulator accumulator = group.accumulators[i];
                long before = accumulator.stateBytes();
                aggregates[i].add(accumulator, row, buffers[i], context);
                bytes += accumulator.stateBytes() - before;
            }
        }

        private Group newGroup(int hash) {
            Accumulator[] accumulators = new Accumulator[aggregates.length];
            for (int i = 0; i < accumulators.length; i++) {
                accumulators[i] = aggregates[i].newAccumulator();
            }
            Group group = table.insert(new Group(probe.clone(), hash, accumulators));
            bytes += RowSize.of(probe) + KeyTable.ENTRY_BYTES + (long) ACCUMULATOR_BYTES * accumulators.length;
            return group;
        }

        /** The number of the grouping set follows the row. */
        private void spill(@Nullable Object[] row, int set, int hash) {
            @Nullable Object[] extended = Arrays.copyOf(row, row.length + 1);
            extended[row.length] = set;
            spilled.add(extended, hash);
        }

        private void finishLevel() {
            bytesMax = Math.max(bytesMax, bytes);
            spilled.finishLevel();
        }

        private boolean groupNextPartition() {
            SpillSegment.Reader rows = spilled.next();
            if (rows == null) {
                return false;
            }
            table.clear();
            batches++;
            bytes = 0;
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                context.rowPassed();
                int set = row[row.length - 1] instanceof Integer number ? number : 0;
                Rows.evaluateInto(groupBy, row, context, values);
                sets.mask(values, set, probe);
                add(Arrays.copyOf(row, row.length - 1), set);
            }
            finishLevel();
            return true;
        }

        private @Nullable Object[] outputRow(Group group) {
            int set = sets.several() && group.key()[groupBy.length] instanceof Integer number ? number : 0;
            @Nullable Object[] row = sets.output(group.key(), set, aggregates.length);
            for (int i = 0; i < aggregates.length; i++) {
                row[groupBy.length + i] = group.accumulators[i].result(context.functions());
            }
            return row;
        }

        @Override
        public @Nullable OperatorReport report() {
            return output == null
                    ? null
                    : new OperatorReport.Hashed(table.buckets(), batches, bytesMax, spilled.size());
        }

        @Override
        public void close() {
            source.close();
            spilled.close();
        }
    }
}
