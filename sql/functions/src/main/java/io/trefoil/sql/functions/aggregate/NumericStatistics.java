package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Variance and standard deviation of integers and numerics, exact until the last division and root. */
public final class NumericStatistics implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String type : new String[] {"int2", "int4", "int8", "numeric"}) {
            define(d, "var_pop(" + type + ")", false, false);
            define(d, "var_samp(" + type + ")", true, false);
            define(d, "variance(" + type + ")", true, false);
            define(d, "stddev_pop(" + type + ")", false, true);
            define(d, "stddev_samp(" + type + ")", true, true);
            define(d, "stddev(" + type + ")", true, true);
        }
    }

    private static void define(Definitions d, String signature, boolean sample, boolean root) {
        AggregateShapes.simple(d, signature, () -> new Spread(sample, root));
    }

    /** Number, sum and sum of squares of the values so far. */
    private static final class Spread implements Accumulator {
        private final boolean sample;
        private final boolean root;
        private long count;
        private SqlNumeric sum = SqlNumeric.ZERO;
        private SqlNumeric squares = SqlNumeric.ZERO;

        Spread(boolean sample, boolean root) {
            this.sample = sample;
            this.root = root;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object argument = Arguments.value(arguments, 0);
            SqlNumeric value =
                    argument instanceof SqlNumeric numeric ? numeric : SqlNumeric.of(((Number) argument).longValue());
            count++;
            sum = sum.add(value);
            squares = squares.add(value.multiply(value));
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (count < (sample ? 2 : 1)) {
                return null;
            }
            if (!sum.isFinite()) {
                return SqlNumeric.NAN;
            }
            SqlNumeric n = SqlNumeric.of(count);
            SqlNumeric numerator = n.multiply(squares).subtract(sum.multiply(sum));
            if (numerator.signum() <= 0) {
                return SqlNumeric.ZERO;
            }
            SqlNumeric variance = numerator.divide(n.multiply(SqlNumeric.of(sample ? count - 1 : count)));
            return root ? squareRoot(variance.toBigDecimal()) : variance;
        }

        /** Keeps the variance's scale. */
        private static SqlNumeric squareRoot(BigDecimal variance) {
            int digits = Math.max(variance.precision() - variance.scale(), 0) / 2 + variance.scale() + 4;
            BigDecimal exact = variance.sqrt(new MathContext(digits, RoundingMode.DOWN));
            return SqlNumeric.of(exact.setScale(variance.scale(), RoundingMode.HALF_UP));
        }
    }
}
