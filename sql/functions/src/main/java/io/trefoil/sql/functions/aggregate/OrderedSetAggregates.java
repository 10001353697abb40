package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.AggregateBody.AccumulatorFactory;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ordered-set aggregates: mode and the percentiles. The executor hands rows over in the order of WITHIN GROUP; the
 * arguments are the direct ones, repeated in each row, then the ordered value. Null values do not count.
 */
public final class OrderedSetAggregates implements FunctionFamily {
    private static final int ELEMENT_BYTES = 24;

    /** A value between two neighbours of the ordered set. */
    @FunctionalInterface
    private interface Between {
        Object at(Object low, Object high, double proportion);
    }

    @Override
    public void define(Definitions d) {
        d.aggregate("mode(anyelement)", (types, result) -> () -> new Mode(types[0]));
        d.aggregate("percentile_disc(float8,anyelement)", (types, result) -> discrete(types[1]));
        d.aggregate("percentile_disc(_float8,anyelement)", (types, result) -> discrete(types[1]));
        for (String fractions : new String[] {"float8", "_float8"}) {
            d.aggregate(
                    "percentile_cont(" + fractions + ",float8)",
                    (types, result) -> () -> new Percentiles(SqlTypes.FLOAT8, OrderedSetAggregates::between));
            d.aggregate(
                    "percentile_cont(" + fractions + ",interval)",
                    (types, result) ->
                            () -> new Percentiles(SqlTypes.INTERVAL, OrderedSetAggregates::betweenIntervals));
        }
    }

    private static AccumulatorFactory discrete(SqlType type) {
        return () -> new Percentiles(type, null);
    }

    private static Object between(Object low, Object high, double proportion) {
        return (double) low + proportion * ((double) high - (double) low);
    }

    private static Object betweenIntervals(Object low, Object high, double proportion) {
        SqlInterval from = (SqlInterval) low;
        return ((SqlInterval) high).subtract(from).multiply(proportion).add(from);
    }

    /** The most frequent value, the first one in order among equals. */
    private static final class Mode implements Accumulator {
        private final SqlType type;
        private @Nullable Object best;
        private long bestCount;
        private @Nullable Object current;
        private long currentCount;

        Mode(SqlType type) {
            this.type = type;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object value = Arguments.value(arguments, 0);
            if (current != null && type.equal(current, value)) {
                currentCount++;
            } else {
                current = value;
                currentCount = 1;
            }
            if (currentCount > bestCount) {
                best = current;
                bestCount = currentCount;
            }
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return best;
        }
    }

    private static final class Percentiles implements Accumulator {
        private final SqlType type;
        private final @Nullable Between between;
        private final List<Object> values = new ArrayList<>();
        private @Nullable Object fractions;

        /** @param between null for the discrete form, which takes no value between two */
        Percentiles(SqlType type, @Nullable Between between) {
            this.type = type;
            this.between = between;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            fractions = arguments[0];
            if (arguments[1] != null) {
                values.add(arguments[1]);
            }
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (fractions == null) {
                return null;
            }
            if (!(fractions instanceof SqlArray array)) {
                double fraction = checked((double) fractions);
                return values.isEmpty() ? null : at(fraction);
            }
            if (values.isEmpty()) {
                return null;
            }
            if (array.size() == 0) {
                return SqlArray.of(type);
            }
            @Nullable Object[] results = new @Nullable Object[array.size()];
            for (int i = 0; i < results.length; i++) {
                Object fraction = array.get(i);
                results[i] = fraction == null ? null : at(checked((double) fraction));
            }
            return new SqlArray(type, results, array.dimensions(), array.lowerBounds());
        }

        private static double checked(double fraction) {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new SqlStateException(
                        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                        "percentile value " + SqlTypes.FLOAT8.toText(fraction, TextFormat.DEFAULT)
                                + " is not between 0 and 1");
            }
            return fraction;
        }

        private Object at(double fraction) {
            if (between == null) {
                return values.get((int) Math.max(Math.ceil(fraction * values.size()), 1) - 1);
            }
            double place = fraction * (values.size() - 1);
            int low = (int) Math.floor(place);
            int high = (int) Math.ceil(place);
            return low == high ? values.get(low) : between.at(values.get(low), values.get(high), place - low);
        }

        @Override
        public boolean skipsNulls() {
            return false;
        }

        @Override
        public long stateBytes() {
            return (long) values.size() * ELEMENT_BYTES;
        }
    }
}
