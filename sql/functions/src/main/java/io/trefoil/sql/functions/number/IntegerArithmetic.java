package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionErrors.divisionByZero;
import static io.trefoil.sql.functions.FunctionErrors.outOfRange;
import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;

/** Checked arithmetic of int2, int4 and int8: 22003 instead of wrapping, 22012 on division by zero. */
public final class IntegerArithmetic implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        int2(d);
        int4(d);
        int8(d);
        signs(d);
        mixedInt4(d, "int24", "(int2,int4)");
        mixedInt4(d, "int42", "(int4,int2)");
        mixedInt8(d, "int28", "(int2,int8)");
        mixedInt8(d, "int82", "(int8,int2)");
        mixedInt8(d, "int48", "(int4,int8)");
        mixedInt8(d, "int84", "(int8,int4)");
    }

    private static void int2(Definitions d) {
        binary(d, "int2pl(int2,int2)", (a, b) -> toShort((short) a + (short) b));
        binary(d, "int2mi(int2,int2)", (a, b) -> toShort((short) a - (short) b));
        binary(d, "int2mul(int2,int2)", (a, b) -> toShort((short) a * (short) b));
        binary(d, "int2div(int2,int2)", (a, b) -> toShort(divide((short) a, (short) b)));
        binary(d, "int2mod(int2,int2)", (a, b) -> (short) remainder((short) a, (short) b));
        binary(d, "mod(int2,int2)", (a, b) -> (short) remainder((short) a, (short) b));
    }

    private static void int4(Definitions d) {
        binary(d, "int4pl(int4,int4)", (a, b) -> add((int) a, (int) b));
        binary(d, "int4mi(int4,int4)", (a, b) -> subtract((int) a, (int) b));
        binary(d, "int4mul(int4,int4)", (a, b) -> multiply((int) a, (int) b));
        binary(d, "int4div(int4,int4)", (a, b) -> divide((int) a, (int) b));
        binary(d, "int4mod(int4,int4)", (a, b) -> remainder((int) a, (int) b));
        binary(d, "mod(int4,int4)", (a, b) -> remainder((int) a, (int) b));
        unary(d, "int4inc(int4)", a -> add((int) a, 1));
    }

    private static void int8(Definitions d) {
        binary(d, "int8pl(int8,int8)", (a, b) -> add((long) a, (long) b));
        binary(d, "int8mi(int8,int8)", (a, b) -> subtract((long) a, (long) b));
        binary(d, "int8mul(int8,int8)", (a, b) -> multiply((long) a, (long) b));
        binary(d, "int8div(int8,int8)", (a, b) -> divide((long) a, (long) b));
        binary(d, "int8mod(int8,int8)", (a, b) -> remainder((long) a, (long) b));
        binary(d, "mod(int8,int8)", (a, b) -> remainder((long) a, (long) b));
        unary(d, "int8inc(int8)", a -> add((long) a, 1));
        unary(d, "int8dec(int8)", a -> subtract((long) a, 1));
    }

    private static void signs(Definitions d) {
        unary(d, "int2um(int2)", a -> toShort(-(short) a));
        unary(d, "int4um(int4)", a -> subtract(0, (int) a));
        unary(d, "int8um(int8)", a -> subtract(0L, (long) a));
        unary(d, "int2up(int2)", a -> a);
        unary(d, "int4up(int4)", a -> a);
        unary(d, "int8up(int8)", a -> a);
        for (String name : new String[] {"int2abs(int2)", "abs(int2)"}) {
            unary(d, name, a -> toShort(Math.abs((short) a)));
        }
        for (String name : new String[] {"int4abs(int4)", "abs(int4)"}) {
            unary(d, name, a -> (int) a < 0 ? (Object) subtract(0, (int) a) : a);
        }
        for (String name : new String[] {"int8abs(int8)", "abs(int8)"}) {
            unary(d, name, a -> (long) a < 0 ? (Object) subtract(0L, (long) a) : a);
        }
    }

    private static void mixedInt4(Definitions d, String prefix, String types) {
        binary(d, prefix + "pl" + types, (a, b) -> add(((Number) a).intValue(), ((Number) b).intValue()));
        binary(d, prefix + "mi" + types, (a, b) -> subtract(((Number) a).intValue(), ((Number) b).intValue()));
        binary(d, prefix + "mul" + types, (a, b) -> multiply(((Number) a).intValue(), ((Number) b).intValue()));
        binary(d, prefix + "div" + types, (a, b) -> divide(((Number) a).intValue(), ((Number) b).intValue()));
    }

    private static void mixedInt8(Definitions d, String prefix, String types) {
        binary(d, prefix + "pl" + types, (a, b) -> add(((Number) a).longValue(), ((Number) b).longValue()));
        binary(d, prefix + "mi" + types, (a, b) -> subtract(((Number) a).longValue(), ((Number) b).longValue()));
        binary(d, prefix + "mul" + types, (a, b) -> multiply(((Number) a).longValue(), ((Number) b).longValue()));
        binary(d, prefix + "div" + types, (a, b) -> divide(((Number) a).longValue(), ((Number) b).longValue()));
    }

    static short toShort(int value) {
        if ((short) value != value) {
            throw outOfRange("smallint");
        }
        return (short) value;
    }

    static int toInt(long value) {
        if ((int) value != value) {
            throw outOfRange("integer");
        }
        return (int) value;
    }

    static int add(int a, int b) {
        return toInt((long) a + b);
    }

    static int subtract(int a, int b) {
        return toInt((long) a - b);
    }

    static int multiply(int a, int b) {
        return toInt((long) a * b);
    }

    static int divide(int a, int b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return toInt((long) a / b);
    }

    private static int remainder(int a, int b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw outOfRange("bigint");
        }
        return sum;
    }

    static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw outOfRange("bigint");
        }
        return difference;
    }

    static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high != low >> 63) {
            throw outOfRange("bigint");
        }
        return low;
    }

    static long divide(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        if (b == -1) {
            return subtract(0, a);
        }
        return a / b;
    }

    private static long remainder(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }
}
