package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.function.DoubleUnaryOperator;

/**
 * Trigonometric and hyperbolic functions in radians and degrees. Arguments outside a function's domain raise 22003.
 * The degree forms are exact at the usual angles: sind(30) is 0.5.
 */
public final class Trigonometry implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "pi()", (context, arguments) -> Math.PI);
        radians(d);
        degrees(d);
        hyperbolic(d);
        checked(d, "degrees", value -> value / DegreeMath.RADIANS_PER_DEGREE);
        checked(d, "radians", value -> value * DegreeMath.RADIANS_PER_DEGREE);
    }

    private static void radians(Definitions d) {
        define(d, "sin", value -> Math.sin(finite(value)));
        define(d, "cos", value -> Math.cos(finite(value)));
        define(d, "tan", value -> Math.tan(finite(value)));
        define(d, "cot", value -> 1.0 / Math.tan(finite(value)));
        define(d, "asin", value -> Math.asin(unit(value)));
        define(d, "acos", value -> Math.acos(unit(value)));
        define(d, "atan", Math::atan);
        binary(d, "atan2(float8,float8)", (y, x) -> Math.atan2((double) y, (double) x));
    }

    private static void degrees(Definitions d) {
        define(d, "sind", value -> DegreeMath.sin(finite(value)));
        define(d, "cosd", value -> DegreeMath.cos(finite(value)));
        define(d, "tand", value -> DegreeMath.tan(finite(value)));
        define(d, "cotd", value -> DegreeMath.cot(finite(value)));
        define(d, "asind", value -> DegreeMath.asin(unit(value)));
        define(d, "acosd", value -> DegreeMath.acos(unit(value)));
        define(d, "atand", DegreeMath::atan);
        binary(d, "atan2d(float8,float8)", (y, x) -> DegreeMath.atan2((double) y, (double) x));
    }

    private static void hyperbolic(Definitions d) {
        define(d, "sinh", Math::sinh);
        define(d, "cosh", Math::cosh);
        define(d, "tanh", Math::tanh);
        define(d, "asinh", InverseHyperbolic::asinh);
        define(d, "acosh", value -> {
            if (value < 1) {
                throw inputOutOfRange();
            }
            return InverseHyperbolic.acosh(value);
        });
        define(d, "atanh", value -> InverseHyperbolic.atanh(unit(value)));
    }

    private static void define(Definitions d, String name, DoubleUnaryOperator function) {
        unary(d, name + "(float8)", a -> function.applyAsDouble((double) a));
    }

    /** For results that may overflow or underflow although the argument is finite. */
    private static void checked(Definitions d, String name, DoubleUnaryOperator function) {
        unary(d, name + "(float8)", a -> {
            double argument = (double) a;
            double result = function.applyAsDouble(argument);
            if (Double.isInfinite(result) && !Double.isInfinite(argument)) {
                throw FunctionErrors.floatOverflow();
            }
            if (result == 0 && argument != 0) {
                throw FunctionErrors.floatUnderflow();
            }
            return result;
        });
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw inputOutOfRange();
        }
        return value;
    }

    private static double unit(double value) {
        if (value < -1 || value > 1) {
            throw inputOutOfRange();
        }
        return value;
    }

    private static SqlStateException inputOutOfRange() {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
    }
}
