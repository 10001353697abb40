package io.trefoil.sql.functions.aggregate;

import static io.trefoil.sql.functions.aggregate.AggregateShapes.simple;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import org.jspecify.annotations.Nullable;

/** Correlation, covariance and linear regression of pairs (Y, X), sums kept as in {@link FloatStatistics}. */
public final class Regression implements FunctionFamily {
    /** Makes the aggregate's value, null where it is undefined. */
    @FunctionalInterface
    private interface Finish {
        @Nullable
        Double of(Sums sums);
    }

    @Override
    public void define(Definitions d) {
        simple(d, "regr_count(float8,float8)", CountOfPairs::new);
        define(d, "regr_sxx", 1, s -> s.sxx);
        define(d, "regr_syy", 1, s -> s.syy);
        define(d, "regr_sxy", 1, s -> s.sxy);
        define(d, "regr_avgx", 1, s -> s.sx / s.count);
        define(d, "regr_avgy", 1, s -> s.sy / s.count);
        define(d, "covar_pop", 1, s -> s.sxy / s.count);
        define(d, "covar_samp", 2, s -> s.sxy / (s.count - 1));
        define(d, "corr", 1, s -> s.sxx == 0 || s.syy == 0 ? null : s.sxy / Math.sqrt(s.sxx * s.syy));
        define(d, "regr_r2", 1, s -> s.sxx == 0 ? null : s.syy == 0 ? 1.0 : s.sxy * s.sxy / (s.sxx * s.syy));
        define(d, "regr_slope", 1, s -> s.sxx == 0 ? null : s.sxy / s.sxx);
        define(d, "regr_intercept", 1, s -> s.sxx == 0 ? null : (s.sy - s.sx * s.sxy / s.sxx) / s.count);
    }

    private static void define(Definitions d, String name, int countMin, Finish finish) {
        simple(d, name + "(float8,float8)", () -> new Sums(countMin, finish));
    }

    private static final class CountOfPairs implements Accumulator {
        private long count;

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            count++;
        }

        @Override
        public Object result(FunctionContext context) {
            return count;
        }
    }

    /** Sums of x and y, of their squared deviations and of the deviations' products. */
    private static final class Sums implements Accumulator {
        private final int countMin;
        private final Finish finish;
        private double count;
        private double sx;
        private double sy;
        private double sxx;
        private double syy;
        private double sxy;

        Sums(int countMin, Finish finish) {
            this.countMin = countMin;
            this.finish = finish;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            double y = Arguments.float8(arguments, 0);
            double x = Arguments.float8(arguments, 1);
            double before = count;
            boolean xFinite = !Double.isInfinite(sx) && !Double.isInfinite(x);
            boolean yFinite = !Double.isInfinite(sy) && !Double.isInfinite(y);
            count++;
            sx += x;
            sy += y;
            if (before > 0) {
                double dx = x * count - sx;
                double dy = y * count - sy;
                double scale = 1 / (count * before);
                sxx += dx * dx * scale;
                syy += dy * dy * scale;
                sxy += dx * dy * scale;
                checkOverflow(xFinite, yFinite);
            } else {
                if (!Double.isFinite(x)) {
                    sxx = Double.NaN;
                    sxy = Double.NaN;
                }
                if (!Double.isFinite(y)) {
                    syy = Double.NaN;
                    sxy = Double.NaN;
                }
            }
        }

        private void checkOverflow(boolean xFinite, boolean yFinite) {
            boolean x = Double.isInfinite(sx) || Double.isInfinite(sxx);
            boolean y = Double.isInfinite(sy) || Double.isInfinite(syy);
            if (x && xFinite || y && yFinite || Double.isInfinite(sxy) && xFinite && yFinite) {
                throw FunctionErrors.floatOverflow();
            }
            sxx = Double.isInfinite(sxx) ? Double.NaN : sxx;
            syy = Double.isInfinite(syy) ? Double.NaN : syy;
            sxy = Double.isInfinite(sxy) ? Double.NaN : sxy;
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (count < countMin) {
                return null;
            }
            return finish.of(this);
        }
    }
}
