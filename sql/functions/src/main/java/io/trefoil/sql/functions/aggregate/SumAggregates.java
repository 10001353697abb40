package io.trefoil.sql.functions.aggregate;

import static io.trefoil.sql.functions.aggregate.AggregateShapes.fold;
import static io.trefoil.sql.functions.aggregate.AggregateShapes.simple;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.number.FloatArithmetic;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlNumeric;
import org.jspecify.annotations.Nullable;

/** count, sum and avg. Sums and averages of int8 are numeric, averages of integers too. */
public final class SumAggregates implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        simple(d, "count()", Count::new);
        simple(d, "count(any)", Count::new);
        simple(d, "sum(int2)", SumOfInts::new);
        simple(d, "sum(int4)", SumOfInts::new);
        simple(d, "sum(int8)", () -> new IntegerTotal(false));
        fold(d, "sum(float4)", (a, b) -> FloatArithmetic.add((float) a, (float) b));
        fold(d, "sum(float8)", (a, b) -> FloatArithmetic.add((double) a, (double) b));
        fold(d, "sum(interval)", (a, b) -> ((SqlInterval) a).add((SqlInterval) b));
        simple(d, "sum(numeric)", () -> new NumericTotal(false));
        for (String type : new String[] {"int2", "int4", "int8"}) {
            simple(d, "avg(" + type + ")", () -> new IntegerTotal(true));
        }
        simple(d, "avg(numeric)", () -> new NumericTotal(true));
        simple(d, "avg(interval)", AverageInterval::new);
    }

    private static final class Count implements Accumulator {
        private long rows;

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            rows++;
        }

        @Override
        public Object result(FunctionContext context) {
            return rows;
        }
    }

    /** sum(int2) and sum(int4): an int8 that practically cannot overflow. */
    private static final class SumOfInts implements Accumulator {
        private long sum;
        private boolean any;

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            sum += ((Number) Arguments.value(arguments, 0)).longValue();
            any = true;
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return any ? sum : null;
        }
    }

    private static final class IntegerTotal implements Accumulator {
        private final boolean average;
        private final ExactSum sum = new ExactSum();
        private long count;

        IntegerTotal(boolean average) {
            this.average = average;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            sum.add(((Number) Arguments.value(arguments, 0)).longValue());
            count++;
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (count == 0) {
                return null;
            }
            return average ? sum.toNumeric().divide(SqlNumeric.of(count)) : sum.toNumeric();
        }
    }

    private static final class NumericTotal implements Accumulator {
        private final boolean average;
        private SqlNumeric sum = SqlNumeric.ZERO;
        private long count;

        NumericTotal(boolean average) {
            this.average = average;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            sum = sum.add(Arguments.numeric(arguments, 0));
            count++;
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (count == 0) {
                return null;
            }
            return average ? sum.divide(SqlNumeric.of(count)) : sum;
        }
    }

    private static final class AverageInterval implements Accumulator {
        private SqlInterval sum = SqlInterval.ZERO;
        private long count;

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            sum = sum.add(Arguments.interval(arguments, 0));
            count++;
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return count == 0 ? null : sum.divide(count);
        }
    }
}
