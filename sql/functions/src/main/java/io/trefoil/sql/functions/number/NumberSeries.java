package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** generate_series of integers and numerics. */
public final class NumberSeries implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        rows(
                d,
                "generate_series(int4,int4)",
                (context, a) -> new IntegerSeries(Arguments.int4(a, 0), Arguments.int4(a, 1), 1, false));
        rows(
                d,
                "generate_series(int4,int4,int4)",
                (context, a) ->
                        new IntegerSeries(Arguments.int4(a, 0), Arguments.int4(a, 1), Arguments.int4(a, 2), false));
        rows(
                d,
                "generate_series(int8,int8)",
                (context, a) -> new IntegerSeries(Arguments.int8(a, 0), Arguments.int8(a, 1), 1, true));
        rows(
                d,
                "generate_series(int8,int8,int8)",
                (context, a) ->
                        new IntegerSeries(Arguments.int8(a, 0), Arguments.int8(a, 1), Arguments.int8(a, 2), true));
        rows(
                d,
                "generate_series(numeric,numeric)",
                (context, a) -> new NumericSeries(Arguments.numeric(a, 0), Arguments.numeric(a, 1), SqlNumeric.ONE));
        rows(
                d,
                "generate_series(numeric,numeric,numeric)",
                (context, a) ->
                        new NumericSeries(Arguments.numeric(a, 0), Arguments.numeric(a, 1), Arguments.numeric(a, 2)));
    }

    /** Ends without error where the next value would leave the type. */
    private static final class IntegerSeries implements Iterator<@Nullable Object> {
        private final long end;
        private final long step;
        private final boolean wide;
        private long at;
        private boolean overflowed;

        IntegerSeries(long start, long end, long step, boolean wide) {
            if (step == 0) {
                throw FunctionErrors.invalidParameter("step size cannot equal zero");
            }
            this.at = start;
            this.end = end;
            this.step = step;
            this.wide = wide;
        }

        @Override
        public boolean hasNext() {
            return !overflowed && (step > 0 ? at <= end : at >= end);
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long value = at;
            at += step;
            overflowed = ((value ^ at) & (step ^ at)) < 0;
            return wide ? (Object) value : (Object) (int) value;
        }
    }

    private static final class NumericSeries implements Iterator<@Nullable Object> {
        private final SqlNumeric end;
        private final SqlNumeric step;
        private SqlNumeric at;

        NumericSeries(SqlNumeric start, SqlNumeric end, SqlNumeric step) {
            checkFinite(start, "start value");
            checkFinite(end, "stop value");
            checkFinite(step, "step size");
            if (step.signum() == 0) {
                throw FunctionErrors.invalidParameter("step size cannot equal zero");
            }
            this.at = start;
            this.end = end;
            this.step = step;
        }

        private static void checkFinite(SqlNumeric value, String role) {
            if (!value.isFinite()) {
                throw FunctionErrors.invalidParameter(role + " cannot be " + (value.isNaN() ? "NaN" : "infinity"));
            }
        }

        @Override
        public boolean hasNext() {
            return at.compareTo(end) * step.signum() <= 0;
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            SqlNumeric value = at;
            at = at.add(step);
            return value;
        }
    }
}
