package io.trefoil.sql.functions.bytes;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;

/** Parts, joins, trims and single bytes and bits of bytea. */
public final class ByteaFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "byteacat(bytea,bytea)", (a, b) -> join((byte[]) a, (byte[]) b));
        unary(d, "length(bytea)", a -> ((byte[]) a).length);
        unary(d, "octet_length(bytea)", a -> ((byte[]) a).length);
        unary(d, "bit_length(bytea)", a -> 8 * ((byte[]) a).length);
        unary(d, "bit_count(bytea)", a -> BitFunctions.bitCount((byte[]) a));
        parts(d);
        binary(d, "btrim(bytea,bytea)", (a, set) -> trim((byte[]) a, (byte[]) set, true, true));
        binary(d, "ltrim(bytea,bytea)", (a, set) -> trim((byte[]) a, (byte[]) set, true, false));
        binary(d, "rtrim(bytea,bytea)", (a, set) -> trim((byte[]) a, (byte[]) set, false, true));
        binary(d, "position(bytea,bytea)", (a, part) -> position((byte[]) a, (byte[]) part));
        bytesAndBits(d);
    }

    private static void parts(Definitions d) {
        for (String name : new String[] {"substr", "substring"}) {
            binary(
                    d,
                    name + "(bytea,int4)",
                    (a, start) -> slice((byte[]) a, Math.max((int) start, 1) - 1L, Integer.MAX_VALUE));
            ternary(
                    d,
                    name + "(bytea,int4,int4)",
                    (a, start, length) -> substring((byte[]) a, (int) start, (int) length));
        }
        ternary(
                d,
                "overlay(bytea,bytea,int4)",
                (a, part, start) -> overlay((byte[]) a, (byte[]) part, (int) start, ((byte[]) part).length));
        general(
                d,
                "overlay(bytea,bytea,int4,int4)",
                (context, arguments) -> overlay(
                        Arguments.bytea(arguments, 0),
                        Arguments.bytea(arguments, 1),
                        Arguments.int4(arguments, 2),
                        Arguments.int4(arguments, 3)));
    }

    private static void bytesAndBits(Definitions d) {
        binary(d, "get_byte(bytea,int4)", (a, index) -> ((byte[]) a)[checked((int) index, ((byte[]) a).length)] & 0xFF);
        ternary(d, "set_byte(bytea,int4,int4)", (a, index, value) -> {
            byte[] copy = ((byte[]) a).clone();
            copy[checked((int) index, copy.length)] = (byte) (int) value;
            return copy;
        });
        binary(d, "get_bit(bytea,int8)", (a, index) -> {
            byte[] bytes = (byte[]) a;
            long at = checkedBit((long) index, bytes.length);
            return bytes[(int) (at / 8)] >> (at % 8) & 1;
        });
        ternary(d, "set_bit(bytea,int8,int4)", (a, index, bit) -> {
            byte[] copy = ((byte[]) a).clone();
            long at = checkedBit((long) index, copy.length);
            if ((int) bit != 0 && (int) bit != 1) {
                throw FunctionErrors.invalidParameter("new bit must be 0 or 1");
            }
            int mask = 1 << (int) (at % 8);
            copy[(int) (at / 8)] = (byte) ((int) bit == 1 ? copy[(int) (at / 8)] | mask : copy[(int) (at / 8)] & ~mask);
            return copy;
        });
    }

    static byte[] join(byte[] a, byte[] b) {
        byte[] result = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, result, a.length, b.length);
        return result;
    }

    private static byte[] slice(byte[] bytes, long from, long to) {
        int end = (int) Math.min(to, bytes.length);
        return from >= end ? new byte[0] : Arrays.copyOfRange(bytes, (int) from, end);
    }

    private static byte[] substring(byte[] bytes, int start, int length) {
        if (length < 0) {
            throw negativeLength();
        }
        long end = (long) start + length;
        return slice(bytes, Math.max(start, 1) - 1L, Math.max(end - 1, 0));
    }

    private static SqlStateException negativeLength() {
        return new SqlStateException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }

    private static byte[] overlay(byte[] bytes, byte[] part, int start, int length) {
        if (start <= 0) {
            throw negativeLength();
        }
        long after = (long) start + length;
        if (after != (int) after) {
            throw FunctionErrors.outOfRange("integer");
        }
        byte[] head = slice(bytes, 0, start - 1L);
        return join(join(head, part), slice(bytes, Math.max(after, 1) - 1, Integer.MAX_VALUE));
    }

    private static byte[] trim(byte[] bytes, byte[] set, boolean left, boolean right) {
        int begin = 0;
        int end = bytes.length;
        while (left && begin < end && contains(set, bytes[begin])) {
            begin++;
        }
        while (right && end > begin && contains(set, bytes[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(bytes, begin, end);
    }

    private static boolean contains(byte[] set, byte wanted) {
        for (byte b : set) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static int position(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int checked(int index, int length) {
        return (int) checkedIndex(index, length);
    }

    private static long checkedBit(long index, int lengthBytes) {
        return checkedIndex(index, lengthBytes * 8L);
    }

    static long checkedIndex(long index, long length) {
        if (index < 0 || index >= length) {
            throw new SqlStateException(
                    SqlState.ARRAY_ELEMENT_ERROR, "index " + index + " out of valid range, 0.." + (length - 1));
        }
        return index;
    }
}
