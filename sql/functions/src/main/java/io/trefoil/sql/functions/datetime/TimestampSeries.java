package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.SqlInterval;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** generate_series of timestamps. */
public final class TimestampSeries implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        rows(d, "generate_series(timestamp,timestamp,interval)", (context, arguments) -> {
            SqlInterval step = Arguments.interval(arguments, 2);
            return series(arguments, step, at -> TimestampArithmetic.plus(at, step));
        });
        rows(d, "generate_series(timestamptz,timestamptz,interval)", (context, arguments) -> {
            SqlInterval step = Arguments.interval(arguments, 2);
            return series(arguments, step, at -> TimestampArithmetic.plus(at, step, DateTimeCasts.zone(context)));
        });
    }

    private static Iterator<@Nullable Object> series(
            @Nullable Object[] arguments, SqlInterval step, LongUnaryOperator next) {
        int direction = step.compareTo(SqlInterval.ZERO);
        if (direction == 0) {
            throw FunctionErrors.invalidParameter("step size cannot equal zero");
        }
        long end = Arguments.int8(arguments, 1);
        return new Iterator<>() {
            private long at = Arguments.int8(arguments, 0);
            private boolean stepPending;

            @Override
            public boolean hasNext() {
                if (stepPending) {
                    at = next.applyAsLong(at);
                    stepPending = false;
                }
                return direction > 0 ? at <= end : at >= end;
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                stepPending = true;
                return at;
            }
        };
    }
}
