package io.trefoil.sql.records.row;

import io.trefoil.sql.types.BitString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings of characters, bytes and bits. */
final class TextCodecs {
    /** UTF-8. */
    static final ColumnCodec TEXT = new ColumnCodec.Variable() {
        @Override
        byte[] toBytes(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new String(source, offset, length, StandardCharsets.UTF_8);
        }
    };

    static final ColumnCodec BYTEA = new ColumnCodec.Variable() {
        @Override
        byte[] toBytes(Object value) {
            return (byte[]) value;
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return Arrays.copyOfRange(source, offset, offset + length);
        }
    };

    /** The number of bits (4), then the bits. */
    static final ColumnCodec BITS = new ColumnCodec.Variable() {
        @Override
        byte[] toBytes(Object value) {
            BitString bits = (BitString) value;
            byte[] result = new byte[4 + bits.bytes().length];
            BigEndian.putInt(result, 0, bits.length());
            System.arraycopy(bits.bytes(), 0, result, 4, bits.bytes().length);
            return result;
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new BitString(
                    BigEndian.getInt(source, offset), Arrays.copyOfRange(source, offset + 4, offset + length));
        }
    };

    private TextCodecs() {}
}
