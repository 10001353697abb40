package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;

/** Bitwise operators of the integer types, greatest common divisor, least common multiple and hexadecimal form. */
public final class IntegerBits implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        int2(d);
        int4(d);
        int8(d);
        binary(d, "gcd(int4,int4)", (a, b) -> toInt(gcd((int) a, (int) b)));
        binary(d, "gcd(int8,int8)", (a, b) -> gcd((long) a, (long) b));
        binary(d, "lcm(int4,int4)", (a, b) -> toInt(lcm((int) a, (int) b)));
        binary(d, "lcm(int8,int8)", (a, b) -> lcm((long) a, (long) b));
        unary(d, "to_hex(int4)", a -> Integer.toHexString((int) a));
        unary(d, "to_hex(int8)", a -> Long.toHexString((long) a));
    }

    private static void int2(Definitions d) {
        binary(d, "int2and(int2,int2)", (a, b) -> (short) ((short) a & (short) b));
        binary(d, "int2or(int2,int2)", (a, b) -> (short) ((short) a | (short) b));
        binary(d, "int2xor(int2,int2)", (a, b) -> (short) ((short) a ^ (short) b));
        unary(d, "int2not(int2)", a -> (short) ~(short) a);
        binary(d, "int2shl(int2,int4)", (a, b) -> (short) ((short) a << (int) b));
        binary(d, "int2shr(int2,int4)", (a, b) -> (short) ((short) a >> (int) b));
    }

    private static void int4(Definitions d) {
        binary(d, "int4and(int4,int4)", (a, b) -> (int) a & (int) b);
        binary(d, "int4or(int4,int4)", (a, b) -> (int) a | (int) b);
        binary(d, "int4xor(int4,int4)", (a, b) -> (int) a ^ (int) b);
        unary(d, "int4not(int4)", a -> ~(int) a);
        binary(d, "int4shl(int4,int4)", (a, b) -> (int) a << (int) b);
        binary(d, "int4shr(int4,int4)", (a, b) -> (int) a >> (int) b);
    }

    private static void int8(Definitions d) {
        binary(d, "int8and(int8,int8)", (a, b) -> (long) a & (long) b);
        binary(d, "int8or(int8,int8)", (a, b) -> (long) a | (long) b);
        binary(d, "int8xor(int8,int8)", (a, b) -> (long) a ^ (long) b);
        unary(d, "int8not(int8)", a -> ~(long) a);
        binary(d, "int8shl(int8,int4)", (a, b) -> (long) a << (int) b);
        binary(d, "int8shr(int8,int4)", (a, b) -> (long) a >> (int) b);
    }

    private static int toInt(long value) {
        return IntegerArithmetic.toInt(value);
    }

    /** Never negative; 22003 when the result is 2^63. */
    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = y == -1 ? 0 : x % y;
            x = y;
            y = rest;
        }
        if (x == Long.MIN_VALUE) {
            throw FunctionErrors.outOfRange("bigint");
        }
        return Math.abs(x);
    }

    private static long lcm(long a, long b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        long product = IntegerArithmetic.multiply(a / gcd(a, b), b);
        return product < 0 ? IntegerArithmetic.subtract(0, product) : product;
    }
}
