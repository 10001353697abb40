package io.trefoil.sql.functions.aggregate;

import static io.trefoil.sql.functions.aggregate.AggregateShapes.simple;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import org.jspecify.annotations.Nullable;

/**
 * avg, variance and standard deviation of floats. The sum of squared deviations is kept by the method of Youngs and
 * Cramer (1971), in PostgreSQL's order of operations, so that the last digits agree.
 */
public final class FloatStatistics implements FunctionFamily {
    /** Makes the aggregate's value from the number, the sum and the sum of squared deviations. */
    @FunctionalInterface
    private interface Finish {
        double of(double count, double sum, double deviations);
    }

    @Override
    public void define(Definitions d) {
        for (String type : new String[] {"float4", "float8"}) {
            define(d, "avg(" + type + ")", 1, (n, sum, deviations) -> sum / n);
            define(d, "var_pop(" + type + ")", 1, (n, sum, deviations) -> deviations / n);
            define(d, "var_samp(" + type + ")", 2, (n, sum, deviations) -> deviations / (n - 1));
            define(d, "variance(" + type + ")", 2, (n, sum, deviations) -> deviations / (n - 1));
            define(d, "stddev_pop(" + type + ")", 1, (n, sum, deviations) -> Math.sqrt(deviations / n));
            define(d, "stddev_samp(" + type + ")", 2, (n, sum, deviations) -> Math.sqrt(deviations / (n - 1)));
            define(d, "stddev(" + type + ")", 2, (n, sum, deviations) -> Math.sqrt(deviations / (n - 1)));
        }
    }

    private static void define(Definitions d, String signature, int countMin, Finish finish) {
        simple(d, signature, () -> new Spread(countMin, finish));
    }

    private static final class Spread implements Accumulator {
        private final int countMin;
        private final Finish finish;
        private double count;
        private double sum;
        private double deviations;

        Spread(int countMin, Finish finish) {
            this.countMin = countMin;
            this.finish = finish;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            double value = ((Number) Arguments.value(arguments, 0)).doubleValue();
            double before = count;
            boolean finite = Double.isFinite(sum) && Double.isFinite(value);
            count++;
            sum += value;
            if (before > 0) {
                double distance = value * count - sum;
                deviations += distance * distance / (count * before);
                if (Double.isInfinite(sum) || Double.isInfinite(deviations)) {
                    if (finite) {
                        throw FunctionErrors.floatOverflow();
                    }
                    deviations = Double.NaN;
                }
            } else if (!Double.isFinite(value)) {
                deviations = Double.NaN;
            }
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return count < countMin ? null : finish.of(count, sum, deviations);
        }
    }
}
