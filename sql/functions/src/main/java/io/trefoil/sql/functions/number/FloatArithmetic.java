package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionErrors.divisionByZero;
import static io.trefoil.sql.functions.FunctionErrors.floatOverflow;
import static io.trefoil.sql.functions.FunctionErrors.floatUnderflow;
import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;

/** Arithmetic of float4 and float8. Finite operands that overflow or underflow raise 22003. */
public final class FloatArithmetic implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        float4(d);
        float8(d);
        mixed(d, "float48", "(float4,float8)");
        mixed(d, "float84", "(float8,float4)");
        unary(d, "float4um(float4)", a -> -(float) a);
        unary(d, "float8um(float8)", a -> -(double) a);
        unary(d, "float4up(float4)", a -> a);
        unary(d, "float8up(float8)", a -> a);
        unary(d, "float4abs(float4)", a -> Math.abs((float) a));
        unary(d, "float8abs(float8)", a -> Math.abs((double) a));
        unary(d, "abs(float4)", a -> Math.abs((float) a));
        unary(d, "abs(float8)", a -> Math.abs((double) a));
    }

    private static void float4(Definitions d) {
        binary(d, "float4pl(float4,float4)", (a, b) -> add((float) a, (float) b));
        binary(d, "float4mi(float4,float4)", (a, b) -> add((float) a, -(float) b));
        binary(d, "float4mul(float4,float4)", (a, b) -> multiply((float) a, (float) b));
        binary(d, "float4div(float4,float4)", (a, b) -> divide((float) a, (float) b));
    }

    private static void float8(Definitions d) {
        binary(d, "float8pl(float8,float8)", (a, b) -> add((double) a, (double) b));
        binary(d, "float8mi(float8,float8)", (a, b) -> add((double) a, -(double) b));
        binary(d, "float8mul(float8,float8)", (a, b) -> multiply((double) a, (double) b));
        binary(d, "float8div(float8,float8)", (a, b) -> divide((double) a, (double) b));
    }

    private static void mixed(Definitions d, String prefix, String types) {
        binary(d, prefix + "pl" + types, (a, b) -> add(((Number) a).doubleValue(), ((Number) b).doubleValue()));
        binary(d, prefix + "mi" + types, (a, b) -> add(((Number) a).doubleValue(), -((Number) b).doubleValue()));
        binary(d, prefix + "mul" + types, (a, b) -> multiply(((Number) a).doubleValue(), ((Number) b).doubleValue()));
        binary(d, prefix + "div" + types, (a, b) -> divide(((Number) a).doubleValue(), ((Number) b).doubleValue()));
    }

    /** Operator {@code +}; also serves sums. */
    public static float add(float a, float b) {
        float sum = a + b;
        if (Float.isInfinite(sum) && !Float.isInfinite(a) && !Float.isInfinite(b)) {
            throw floatOverflow();
        }
        return sum;
    }

    private static float multiply(float a, float b) {
        float product = a * b;
        if (Float.isInfinite(product) && !Float.isInfinite(a) && !Float.isInfinite(b)) {
            throw floatOverflow();
        }
        if (product == 0 && a != 0 && b != 0) {
            throw floatUnderflow();
        }
        return product;
    }

    private static float divide(float a, float b) {
        if (b == 0 && !Float.isNaN(a)) {
            throw divisionByZero();
        }
        float quotient = a / b;
        if (Float.isInfinite(quotient) && !Float.isInfinite(a)) {
            throw floatOverflow();
        }
        if (quotient == 0 && a != 0 && !Float.isInfinite(b)) {
            throw floatUnderflow();
        }
        return quotient;
    }

    /** Operator {@code +}; also serves sums. */
    public static double add(double a, double b) {
        double sum = a + b;
        if (Double.isInfinite(sum) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw floatOverflow();
        }
        return sum;
    }

    static double multiply(double a, double b) {
        double product = a * b;
        if (Double.isInfinite(product) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw floatOverflow();
        }
        if (product == 0 && a != 0 && b != 0) {
            throw floatUnderflow();
        }
        return product;
    }

    static double divide(double a, double b) {
        if (b == 0 && !Double.isNaN(a)) {
            throw divisionByZero();
        }
        double quotient = a / b;
        if (Double.isInfinite(quotient) && !Double.isInfinite(a)) {
            throw floatOverflow();
        }
        if (quotient == 0 && a != 0 && !Double.isInfinite(b)) {
            throw floatUnderflow();
        }
        return quotient;
    }
}
