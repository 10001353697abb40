package io.trefoil.sql.records.key;

/**
 * float4 and float8: the IEEE bits, all of them complemented for negative numbers, the sign bit flipped for others. -0 is
 * written as 0, and every NaN as one that is greater than infinity. Lossy because of -0.
 */
final class FloatKeys {
    static final KeyCodec FLOAT4 = new KeyCodec(4, false) {
        @Override
        void write(Object value, KeyWriter out) {
            float number = (Float) value;
            int bits = number == 0f ? 0 : Float.floatToIntBits(number);
            out.putInt(bits ^ ((bits >> 31) | Integer.MIN_VALUE));
        }

        @Override
        Object read(KeyReader in) {
            int bits = in.readInt();
            return Float.intBitsToFloat(bits ^ ((~bits >> 31) | Integer.MIN_VALUE));
        }
    };

    static final KeyCodec FLOAT8 = new KeyCodec(8, false) {
        @Override
        void write(Object value, KeyWriter out) {
            double number = (Double) value;
            long bits = number == 0d ? 0 : Double.doubleToLongBits(number);
            out.putLong(bits ^ ((bits >> 63) | Long.MIN_VALUE));
        }

        @Override
        Object read(KeyReader in) {
            long bits = in.readLong();
            return Double.longBitsToDouble(bits ^ ((~bits >> 63) | Long.MIN_VALUE));
        }
    };

    private FloatKeys() {}
}
