package io.trefoil.sql.records.row;

import io.trefoil.sql.types.SqlNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * numeric with its display scale.
 *
 * <pre>
 * 2 bytes   scale, 0..16383; or FFFD -Infinity, FFFE Infinity, FFFF NaN, with nothing behind
 * n bytes   the unscaled value, two's complement, as short as possible
 * </pre>
 */
final class NumericCodec extends ColumnCodec.Variable {
    static final ColumnCodec NUMERIC = new NumericCodec();

    private static final int NEGATIVE_INFINITY = 0xfffd;
    private static final int POSITIVE_INFINITY = 0xfffe;
    private static final int NAN = 0xffff;

    private NumericCodec() {}

    @Override
    byte[] toBytes(Object value) {
        SqlNumeric number = (SqlNumeric) value;
        if (!number.isFinite()) {
            byte[] special = new byte[2];
            BigEndian.putShort(
                    special, 0, number.isNaN() ? NAN : number.signum() < 0 ? NEGATIVE_INFINITY : POSITIVE_INFINITY);
            return special;
        }
        BigDecimal decimal = number.toBigDecimal();
        if (decimal.precision() <= 18) {
            return ofLong(decimal.unscaledValue().longValue(), decimal.scale());
        }
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        byte[] result = new byte[2 + unscaled.length];
        BigEndian.putShort(result, 0, decimal.scale());
        System.arraycopy(unscaled, 0, result, 2, unscaled.length);
        return result;
    }

    private static byte[] ofLong(long unscaled, int scale) {
        int bits = 65 - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
        int size = (bits + 7) >> 3;
        byte[] result = new byte[2 + size];
        BigEndian.putShort(result, 0, scale);
        long rest = unscaled;
        for (int i = size + 1; i >= 2; i--) {
            result[i] = (byte) rest;
            rest >>= 8;
        }
        return result;
    }

    @Override
    Object read(byte[] source, int offset, int length) {
        int scale = BigEndian.getShort(source, offset) & 0xffff;
        if (length == 2) {
            return switch (scale) {
                case NEGATIVE_INFINITY -> SqlNumeric.NEGATIVE_INFINITY;
                case POSITIVE_INFINITY -> SqlNumeric.POSITIVE_INFINITY;
                default -> SqlNumeric.NAN;
            };
        }
        if (length <= 10) {
            long unscaled = source[offset + 2];
            for (int i = 3; i < length; i++) {
                unscaled = unscaled << 8 | (source[offset + i] & 0xff);
            }
            return SqlNumeric.of(unscaled, scale);
        }
        BigInteger unscaled = new BigInteger(Arrays.copyOfRange(source, offset + 2, offset + length));
        return SqlNumeric.of(new BigDecimal(unscaled, scale));
    }
}
