package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionErrors.outOfRange;
import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;

/**
 * Casts between the numeric types and from and to bool and oid. Floats round half to even, numeric half away from
 * zero, as in PostgreSQL.
 */
public final class NumberCasts implements FunctionFamily {
    private static final double TWO_TO_63 = 0x1p63;

    @Override
    public void define(Definitions d) {
        toInt2(d);
        toInt4(d);
        toInt8(d);
        toFloat(d);
        toNumeric(d);
        unary(d, "bool(int4)", a -> (int) a != 0);
        unary(d, "int4(bool)", a -> (boolean) a ? 1 : 0);
        unary(d, "oid(int8)", a -> toOid((long) a));
        unary(d, "int8(oid)", a -> Integer.toUnsignedLong((int) a));
    }

    private static void toInt2(Definitions d) {
        unary(d, "int2(int4)", a -> IntegerArithmetic.toShort((int) a));
        unary(d, "int2(int8)", a -> toShort((long) a));
        unary(d, "int2(float4)", a -> toShort((float) a));
        unary(d, "int2(float8)", a -> toShort((double) a));
        unary(d, "int2(numeric)", a -> ((SqlNumeric) a).toShort());
    }

    private static void toInt4(Definitions d) {
        unary(d, "int4(int2)", a -> (int) (short) a);
        unary(d, "int4(int8)", a -> IntegerArithmetic.toInt((long) a));
        unary(d, "int4(float4)", a -> toInt((float) a));
        unary(d, "int4(float8)", a -> toInt((double) a));
        unary(d, "int4(numeric)", a -> ((SqlNumeric) a).toInt());
    }

    private static void toInt8(Definitions d) {
        unary(d, "int8(int2)", a -> (long) (short) a);
        unary(d, "int8(int4)", a -> (long) (int) a);
        unary(d, "int8(float4)", a -> toLong((float) a));
        unary(d, "int8(float8)", a -> toLong((double) a));
        unary(d, "int8(numeric)", a -> ((SqlNumeric) a).toLong());
    }

    private static void toFloat(Definitions d) {
        unary(d, "float4(int2)", a -> (float) (short) a);
        unary(d, "float4(int4)", a -> (float) (int) a);
        unary(d, "float4(int8)", a -> (float) (long) a);
        unary(d, "float4(float8)", a -> toFloat((double) a));
        unary(d, "float4(numeric)", a -> ((SqlNumeric) a).toFloat());
        unary(d, "float8(int2)", a -> (double) (short) a);
        unary(d, "float8(int4)", a -> (double) (int) a);
        unary(d, "float8(int8)", a -> (double) (long) a);
        unary(d, "float8(float4)", a -> (double) (float) a);
        unary(d, "float8(numeric)", a -> ((SqlNumeric) a).toDouble());
    }

    private static void toNumeric(Definitions d) {
        unary(d, "numeric(int2)", a -> SqlNumeric.of((short) a));
        unary(d, "numeric(int4)", a -> SqlNumeric.of((int) a));
        unary(d, "numeric(int8)", a -> SqlNumeric.of((long) a));
        unary(d, "numeric(float4)", a -> SqlNumeric.of((float) a));
        unary(d, "numeric(float8)", a -> SqlNumeric.of((double) a));
        binary(d, "numeric(numeric,int4)", (a, typmod) -> ((SqlNumeric) a).withTypmod((int) typmod));
    }

    private static short toShort(long value) {
        if ((short) value != value) {
            throw outOfRange("smallint");
        }
        return (short) value;
    }

    private static short toShort(double value) {
        double rounded = Math.rint(value);
        if (!(rounded >= Short.MIN_VALUE && rounded <= Short.MAX_VALUE)) {
            throw outOfRange("smallint");
        }
        return (short) rounded;
    }

    static int toInt(double value) {
        double rounded = Math.rint(value);
        if (!(rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE)) {
            throw outOfRange("integer");
        }
        return (int) rounded;
    }

    private static long toLong(double value) {
        double rounded = Math.rint(value);
        if (!(rounded >= -TWO_TO_63 && rounded < TWO_TO_63)) {
            throw outOfRange("bigint");
        }
        return (long) rounded;
    }

    private static float toFloat(double value) {
        float result = (float) value;
        if (Float.isInfinite(result) && !Double.isInfinite(value)) {
            throw FunctionErrors.floatOverflow();
        }
        if (result == 0 && value != 0) {
            throw FunctionErrors.floatUnderflow();
        }
        return result;
    }

    private static int toOid(long value) {
        if (value >>> 32 != 0) {
            throw outOfRange("OID");
        }
        return (int) value;
    }
}
