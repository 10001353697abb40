package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Rounding, roots, powers and logarithms of float8. Each function answers to its operator's name too. */
public final class FloatFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        rounding(d);
        both(d, "dsqrt", "sqrt", FloatFunctions::sqrt);
        both(d, "dcbrt", "cbrt", a -> Math.cbrt((double) a));
        both(d, "dexp", "exp", a -> exp((double) a));
        both(d, "dlog1", "ln", a -> Math.log(logArgument((double) a)));
        both(d, "dlog10", "log10", a -> Math.log10(logArgument((double) a)));
        unary(d, "log(float8)", a -> Math.log10(logArgument((double) a)));
        for (String name : new String[] {"dpow", "power", "pow"}) {
            binary(d, name + "(float8,float8)", (a, b) -> power((double) a, (double) b));
        }
    }

    private static void rounding(Definitions d) {
        both(d, "dround", "round", a -> Math.rint((double) a));
        both(d, "dtrunc", "trunc", a -> (double) a >= 0 ? Math.floor((double) a) : -Math.floor(-(double) a));
        unary(d, "ceil(float8)", a -> Math.ceil((double) a));
        unary(d, "ceiling(float8)", a -> Math.ceil((double) a));
        unary(d, "floor(float8)", a -> Math.floor((double) a));
        unary(d, "sign(float8)", a -> (double) a > 0 ? 1.0 : (double) a < 0 ? -1.0 : 0.0);
    }

    private static void both(Definitions d, String first, String second, FunctionBody.Unary body) {
        unary(d, first + "(float8)", body);
        unary(d, second + "(float8)", body);
    }

    private static double sqrt(Object argument) {
        double value = (double) argument;
        if (value < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, "cannot take square root of a negative number");
        }
        return Math.sqrt(value);
    }

    private static double exp(double value) {
        double result = Math.exp(value);
        if (Double.isInfinite(result) && !Double.isInfinite(value)) {
            throw FunctionErrors.floatOverflow();
        }
        if (result == 0 && !Double.isInfinite(value)) {
            throw FunctionErrors.floatUnderflow();
        }
        return result;
    }

    private static double logArgument(double value) {
        if (value == 0) {
            throw new SqlStateException(SqlState.INVALID_ARGUMENT_FOR_LOG, "cannot take logarithm of zero");
        }
        if (value < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_LOG, "cannot take logarithm of a negative number");
        }
        return value;
    }

    static double power(double base, double exponent) {
        if (base == 1 || exponent == 0) {
            return 1.0;
        }
        if (Double.isNaN(base) || Double.isNaN(exponent)) {
            return Double.NaN;
        }
        if (base == 0 && exponent < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, "zero raised to a negative power is undefined");
        }
        if (base < 0 && !Double.isInfinite(exponent) && Math.floor(exponent) != exponent) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "a negative number raised to a non-integer power yields a complex result");
        }
        if (base == -1 && Double.isInfinite(exponent)) {
            return 1.0;
        }
        double result = Math.pow(base, exponent);
        boolean finite = !Double.isInfinite(base) && !Double.isInfinite(exponent);
        if (finite && Double.isInfinite(result)) {
            throw FunctionErrors.floatOverflow();
        }
        if (finite && result == 0 && base != 0) {
            throw FunctionErrors.floatUnderflow();
        }
        return result;
    }
}
