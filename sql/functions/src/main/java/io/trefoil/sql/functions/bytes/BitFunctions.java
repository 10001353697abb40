package io.trefoil.sql.functions.bytes;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.BitString;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.math.BigInteger;
import java.util.function.IntBinaryOperator;

/** Operators, functions and casts of bit strings. */
public final class BitFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        logic(d);
        parts(d);
        casts(d);
        unary(d, "length(bit)", a -> ((BitString) a).length());
        unary(d, "bit_length(bit)", a -> ((BitString) a).length());
        unary(d, "octet_length(bit)", a -> ((BitString) a).bytes().length);
        unary(d, "bit_count(bit)", a -> bitCount(((BitString) a).bytes()));
    }

    private static void logic(Definitions d) {
        binary(d, "bitand(bit,bit)", (a, b) -> combine(a, b, (x, y) -> x & y, "AND"));
        binary(d, "bitor(bit,bit)", (a, b) -> combine(a, b, (x, y) -> x | y, "OR"));
        binary(d, "bitxor(bit,bit)", (a, b) -> combine(a, b, (x, y) -> x ^ y, "XOR"));
        unary(d, "bitnot(bit)", a -> fromLength(((BitString) a).length(), i -> !((BitString) a).bit(i)));
        binary(d, "bitshiftleft(bit,int4)", (a, count) -> shift((BitString) a, (int) count));
        binary(d, "bitshiftright(bit,int4)", (a, count) -> shift((BitString) a, -(long) (int) count));
        binary(d, "bitcat(varbit,varbit)", (a, b) -> join((BitString) a, (BitString) b));
    }

    private static void parts(Definitions d) {
        binary(
                d,
                "substring(bit,int4)",
                (a, start) -> slice((BitString) a, Math.max((int) start, 1) - 1L, Integer.MAX_VALUE));
        ternary(
                d,
                "substring(bit,int4,int4)",
                (a, start, length) -> substring((BitString) a, (int) start, (int) length));
        ternary(
                d,
                "overlay(bit,bit,int4)",
                (a, part, start) -> overlay((BitString) a, (BitString) part, (int) start, ((BitString) part).length()));
        general(
                d,
                "overlay(bit,bit,int4,int4)",
                (context, arguments) -> overlay(
                        (BitString) Arguments.value(arguments, 0),
                        (BitString) Arguments.value(arguments, 1),
                        Arguments.int4(arguments, 2),
                        Arguments.int4(arguments, 3)));
        binary(d, "position(bit,bit)", (a, part) -> position((BitString) a, (BitString) part));
        binary(d, "get_bit(bit,int4)", (a, index) -> {
            BitString bits = (BitString) a;
            return bits.bit(checked((int) index, bits.length())) ? 1 : 0;
        });
        ternary(d, "set_bit(bit,int4,int4)", (a, index, bit) -> {
            BitString bits = (BitString) a;
            int at = checked((int) index, bits.length());
            if ((int) bit != 0 && (int) bit != 1) {
                throw FunctionErrors.invalidParameter("new bit must be 0 or 1");
            }
            return fromLength(bits.length(), i -> i == at ? (int) bit == 1 : bits.bit(i));
        });
    }

    private static void casts(Definitions d) {
        ternary(
                d,
                "bit(bit,int4,bool)",
                (a, typmod, explicit) -> SqlTypes.BIT.applyTypmod(a, (int) typmod, (boolean) explicit));
        ternary(
                d,
                "varbit(varbit,int4,bool)",
                (a, typmod, explicit) -> SqlTypes.VARBIT.applyTypmod(a, (int) typmod, (boolean) explicit));
        binary(d, "bit(int4,int4)", (value, typmod) -> ofNumber((int) value, (int) typmod));
        binary(d, "bit(int8,int4)", (value, typmod) -> ofNumber((long) value, (int) typmod));
        unary(d, "int4(bit)", a -> (int) toNumber((BitString) a, Integer.SIZE, "integer"));
        unary(d, "int8(bit)", a -> toNumber((BitString) a, Long.SIZE, "bigint"));
    }

    /** Tells whether the bit at an index of the result is set. */
    @FunctionalInterface
    interface BitAt {
        boolean bit(int index);
    }

    static BitString fromLength(int length, BitAt source) {
        byte[] bytes = new byte[(length + 7) / 8];
        for (int i = 0; i < length; i++) {
            if (source.bit(i)) {
                bytes[i >> 3] |= (byte) (0x80 >> (i & 7));
            }
        }
        return new BitString(length, bytes);
    }

    /** Bit by bit; 22026 for different lengths. */
    public static BitString combine(Object left, Object right, IntBinaryOperator operator, String name) {
        BitString a = (BitString) left;
        BitString b = (BitString) right;
        if (a.length() != b.length()) {
            throw new SqlStateException(
                    SqlState.STRING_DATA_LENGTH_MISMATCH, "cannot " + name + " bit strings of different sizes");
        }
        byte[] bytes = new byte[a.bytes().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) operator.applyAsInt(a.bytes()[i], b.bytes()[i]);
        }
        return new BitString(a.length(), bytes);
    }

    private static BitString shift(BitString bits, long left) {
        return fromLength(bits.length(), i -> {
            long source = i + left;
            return source >= 0 && source < bits.length() && bits.bit((int) source);
        });
    }

    private static BitString join(BitString a, BitString b) {
        return fromLength(a.length() + b.length(), i -> i < a.length() ? a.bit(i) : b.bit(i - a.length()));
    }

    private static BitString slice(BitString bits, long from, long to) {
        int end = (int) Math.min(to, bits.length());
        return from >= end ? fromLength(0, i -> false) : fromLength((int) (end - from), i -> bits.bit((int) from + i));
    }

    private static BitString substring(BitString bits, int start, int length) {
        if (length < 0) {
            throw new SqlStateException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        return slice(bits, Math.max(start, 1) - 1L, Math.max((long) start + length - 1, 0));
    }

    private static BitString overlay(BitString bits, BitString part, int start, int length) {
        if (start <= 0) {
            throw new SqlStateException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        long after = (long) start + length;
        if (after != (int) after) {
            throw FunctionErrors.outOfRange("integer");
        }
        BitString head = slice(bits, 0, start - 1L);
        return join(join(head, part), slice(bits, Math.max(after, 1) - 1, Integer.MAX_VALUE));
    }

    private static int position(BitString bits, BitString part) {
        if (part.length() == 0 && bits.length() > 0) {
            return 1;
        }
        for (int from = 0; from + part.length() <= bits.length() && bits.length() > 0; from++) {
            int i = 0;
            while (i < part.length() && bits.bit(from + i) == part.bit(i)) {
                i++;
            }
            if (i == part.length()) {
                return from + 1;
            }
        }
        return 0;
    }

    private static int checked(int index, int length) {
        if (index < 0 || index >= length) {
            throw new SqlStateException(
                    SqlState.ARRAY_ELEMENT_ERROR,
                    "bit index " + index + " out of valid range (0.." + (length - 1) + ")");
        }
        return index;
    }

    /** The lowest bits of a number, its sign repeated on the left; a typmod below 1 means one bit. */
    private static BitString ofNumber(long value, int typmod) {
        int length = typmod <= 0 ? 1 : typmod;
        return fromLength(length, i -> {
            int shift = length - 1 - i;
            return (shift >= Long.SIZE ? value < 0 : (value >> shift & 1) != 0);
        });
    }

    private static long toNumber(BitString bits, int size, String typeName) {
        if (bits.length() > size) {
            throw FunctionErrors.outOfRange(typeName);
        }
        BigInteger value = new BigInteger(1, bits.bytes()).shiftRight(bits.bytes().length * 8 - bits.length());
        return value.longValue();
    }

    static long bitCount(byte[] bytes) {
        long count = 0;
        for (byte b : bytes) {
            count += Integer.bitCount(b & 0xFF);
        }
        return count;
    }
}
