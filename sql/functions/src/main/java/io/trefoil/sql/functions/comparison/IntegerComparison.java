package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;

/** Comparison of int2, int4 and int8 with each other. The same-type forms are written out: they are the hottest. */
public final class IntegerComparison implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        int2(d);
        int4(d);
        int8(d);
        mixed(d, "int24*", "btint24cmp", "int2,int4");
        mixed(d, "int42*", "btint42cmp", "int4,int2");
        mixed(d, "int28*", "btint28cmp", "int2,int8");
        mixed(d, "int82*", "btint82cmp", "int8,int2");
        mixed(d, "int48*", "btint48cmp", "int4,int8");
        mixed(d, "int84*", "btint84cmp", "int8,int4");
    }

    private static void int2(Definitions d) {
        binary(d, "int2eq(int2,int2)", (a, b) -> (short) a == (short) b);
        binary(d, "int2ne(int2,int2)", (a, b) -> (short) a != (short) b);
        binary(d, "int2lt(int2,int2)", (a, b) -> (short) a < (short) b);
        binary(d, "int2le(int2,int2)", (a, b) -> (short) a <= (short) b);
        binary(d, "int2gt(int2,int2)", (a, b) -> (short) a > (short) b);
        binary(d, "int2ge(int2,int2)", (a, b) -> (short) a >= (short) b);
        binary(d, "btint2cmp(int2,int2)", (a, b) -> (short) a - (short) b);
        SixOperators.extremes(d, "int2larger", "int2smaller", "int2", (a, b) -> Short.compare((short) a, (short) b));
    }

    private static void int4(Definitions d) {
        binary(d, "int4eq(int4,int4)", (a, b) -> (int) a == (int) b);
        binary(d, "int4ne(int4,int4)", (a, b) -> (int) a != (int) b);
        binary(d, "int4lt(int4,int4)", (a, b) -> (int) a < (int) b);
        binary(d, "int4le(int4,int4)", (a, b) -> (int) a <= (int) b);
        binary(d, "int4gt(int4,int4)", (a, b) -> (int) a > (int) b);
        binary(d, "int4ge(int4,int4)", (a, b) -> (int) a >= (int) b);
        binary(d, "btint4cmp(int4,int4)", (a, b) -> Integer.compare((int) a, (int) b));
        SixOperators.extremes(d, "int4larger", "int4smaller", "int4", (a, b) -> Integer.compare((int) a, (int) b));
    }

    private static void int8(Definitions d) {
        binary(d, "int8eq(int8,int8)", (a, b) -> (long) a == (long) b);
        binary(d, "int8ne(int8,int8)", (a, b) -> (long) a != (long) b);
        binary(d, "int8lt(int8,int8)", (a, b) -> (long) a < (long) b);
        binary(d, "int8le(int8,int8)", (a, b) -> (long) a <= (long) b);
        binary(d, "int8gt(int8,int8)", (a, b) -> (long) a > (long) b);
        binary(d, "int8ge(int8,int8)", (a, b) -> (long) a >= (long) b);
        binary(d, "btint8cmp(int8,int8)", (a, b) -> Long.compare((long) a, (long) b));
        SixOperators.extremes(d, "int8larger", "int8smaller", "int8", (a, b) -> Long.compare((long) a, (long) b));
    }

    private static void mixed(Definitions d, String name, String support, String types) {
        SixOperators.define(d, name, types, IntegerComparison::order);
        binary(d, support + "(" + types + ")", IntegerComparison::order);
    }

    private static int order(Object left, Object right) {
        return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    }
}
