package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;

/**
 * Comparison of float4 and float8. NaN equals NaN and is greater than all else, and both zeros are equal (PostgreSQL
 * docs, "Floating-Point Types").
 */
public final class FloatComparison implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        family(d, "float4*", "btfloat4cmp", "float4,float4");
        family(d, "float48*", "btfloat48cmp", "float4,float8");
        family(d, "float84*", "btfloat84cmp", "float8,float4");
        family(d, "float8*", "btfloat8cmp", "float8,float8");
        SixOperators.extremes(d, "float4larger", "float4smaller", "float4", FloatComparison::order);
        SixOperators.extremes(d, "float8larger", "float8smaller", "float8", FloatComparison::order);
    }

    private static void family(Definitions d, String name, String support, String types) {
        SixOperators.define(d, name, types, FloatComparison::order);
        binary(d, support + "(" + types + ")", FloatComparison::order);
    }

    private static int order(Object left, Object right) {
        return order(((Number) left).doubleValue(), ((Number) right).doubleValue());
    }

    static int order(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }
}
