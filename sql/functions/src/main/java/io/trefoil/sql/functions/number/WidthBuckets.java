package io.trefoil.sql.functions.number;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** width_bucket over equal-width buckets of float8 and numeric. */
public final class WidthBuckets implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        FunctionFamily.general(
                d,
                "width_bucket(float8,float8,float8,int4)",
                (context, arguments) -> ofDouble(
                        Arguments.float8(arguments, 0),
                        Arguments.float8(arguments, 1),
                        Arguments.float8(arguments, 2),
                        Arguments.int4(arguments, 3)));
        FunctionFamily.general(
                d,
                "width_bucket(numeric,numeric,numeric,int4)",
                (context, arguments) -> ofNumeric(
                        Arguments.numeric(arguments, 0),
                        Arguments.numeric(arguments, 1),
                        Arguments.numeric(arguments, 2),
                        Arguments.int4(arguments, 3)));
    }

    private static int ofDouble(double operand, double low, double high, int count) {
        checkCount(count);
        if (Double.isNaN(operand) || Double.isNaN(low) || Double.isNaN(high)) {
            throw invalid("operand, lower bound, and upper bound cannot be NaN");
        }
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            throw invalid("lower and upper bounds must be finite");
        }
        if (low == high) {
            throw invalid("lower bound cannot equal upper bound");
        }
        boolean ascending = low < high;
        if (ascending ? operand < low : operand > low) {
            return 0;
        }
        if (ascending ? operand >= high : operand <= high) {
            return afterLast(count);
        }
        double bucket = ascending
                ? count * ((operand / 2 - low / 2) / (high / 2 - low / 2))
                : count * ((low / 2 - operand / 2) / (low / 2 - high / 2));
        return Math.min((int) bucket, count - 1) + 1;
    }

    private static int ofNumeric(SqlNumeric operand, SqlNumeric low, SqlNumeric high, int count) {
        checkCount(count);
        if (operand.isNaN() || low.isNaN() || high.isNaN()) {
            throw invalid("operand, lower bound, and upper bound cannot be NaN");
        }
        if (low.isInfinite() || high.isInfinite()) {
            throw invalid("lower and upper bounds must be finite");
        }
        int direction = high.compareTo(low);
        if (direction == 0) {
            throw invalid("lower bound cannot equal upper bound");
        }
        if (operand.compareTo(low) * direction < 0) {
            return 0;
        }
        if (operand.compareTo(high) * direction >= 0) {
            return afterLast(count);
        }
        SqlNumeric distance = operand.subtract(low).multiply(SqlNumeric.of(count));
        return distance.divide(high.subtract(low)).floor().add(SqlNumeric.ONE).toInt();
    }

    private static int afterLast(int count) {
        if (count == Integer.MAX_VALUE) {
            throw FunctionErrors.outOfRange("integer");
        }
        return count + 1;
    }

    private static void checkCount(int count) {
        if (count <= 0) {
            throw invalid("count must be greater than zero");
        }
    }

    private static SqlStateException invalid(String message) {
        return new SqlStateException(SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET_FUNCTION, message);
    }
}
