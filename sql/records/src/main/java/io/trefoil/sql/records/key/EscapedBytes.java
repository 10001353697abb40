package io.trefoil.sql.records.key;

/**
 * Byte strings that end with {@code 00 00}; a zero byte inside is written {@code 00 FF}. Shorter strings come before their
 * extensions.
 */
final class EscapedBytes {
    private EscapedBytes() {}

    static void write(byte[] value, KeyWriter out) {
        int start = 0;
        for (int i = 0; i < value.length; i++) {
            if (value[i] == 0) {
                out.putBytes(value, start, i - start + 1);
                out.putByte(0xff);
                start = i + 1;
            }
        }
        out.putBytes(value, start, value.length - start);
        out.putShort(0);
    }
}
