package io.trefoil.sql.functions.aggregate;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.aggregate.AggregateShapes.fold;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.bytes.BitFunctions;

/** Logical and bitwise aggregates. */
public final class BooleanAggregates implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        fold(d, "bool_and(bool)", (a, b) -> (boolean) a && (boolean) b);
        fold(d, "every(bool)", (a, b) -> (boolean) a && (boolean) b);
        fold(d, "bool_or(bool)", (a, b) -> (boolean) a || (boolean) b);
        binary(d, "booland_statefunc(bool,bool)", (a, b) -> (boolean) a && (boolean) b);
        binary(d, "boolor_statefunc(bool,bool)", (a, b) -> (boolean) a || (boolean) b);

        fold(d, "bit_and(int2)", (a, b) -> (short) ((short) a & (short) b));
        fold(d, "bit_or(int2)", (a, b) -> (short) ((short) a | (short) b));
        fold(d, "bit_xor(int2)", (a, b) -> (short) ((short) a ^ (short) b));
        fold(d, "bit_and(int4)", (a, b) -> (int) a & (int) b);
        fold(d, "bit_or(int4)", (a, b) -> (int) a | (int) b);
        fold(d, "bit_xor(int4)", (a, b) -> (int) a ^ (int) b);
        fold(d, "bit_and(int8)", (a, b) -> (long) a & (long) b);
        fold(d, "bit_or(int8)", (a, b) -> (long) a | (long) b);
        fold(d, "bit_xor(int8)", (a, b) -> (long) a ^ (long) b);
        fold(d, "bit_and(bit)", (a, b) -> BitFunctions.combine(a, b, (x, y) -> x & y, "AND"));
        fold(d, "bit_or(bit)", (a, b) -> BitFunctions.combine(a, b, (x, y) -> x | y, "OR"));
        fold(d, "bit_xor(bit)", (a, b) -> BitFunctions.combine(a, b, (x, y) -> x ^ y, "XOR"));
    }
}
