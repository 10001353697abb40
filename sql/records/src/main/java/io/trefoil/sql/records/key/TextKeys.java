package io.trefoil.sql.records.key;

import io.trefoil.sql.types.BitString;
import java.nio.charset.StandardCharsets;

/** Strings of characters, bytes and bits, escaped as {@link EscapedBytes} tells. */
final class TextKeys {
    /** The UTF-8 of some characters. */
    private abstract static class Characters extends KeyCodec {
        Characters(boolean lossless) {
            super(-1, lossless);
        }

        @Override
        Object read(KeyReader in) {
            return new String(in.readEscaped(), StandardCharsets.UTF_8);
        }

        @Override
        void skip(KeyReader in) {
            in.skipEscaped();
        }
    }

    /** text, varchar, name: UTF-8, which orders by code point. */
    static final KeyCodec TEXT = new Characters(true) {
        @Override
        void write(Object value, KeyWriter out) {
            EscapedBytes.write(((String) value).getBytes(StandardCharsets.UTF_8), out);
        }
    };

    /** bpchar: as text, without the trailing blanks that do not count. Lossy. */
    static final KeyCodec BLANK_PADDED = new Characters(false) {
        @Override
        void write(Object value, KeyWriter out) {
            String text = (String) value;
            int length = text.length();
            while (length > 0 && text.charAt(length - 1) == ' ') {
                length--;
            }
            EscapedBytes.write(text.substring(0, length).getBytes(StandardCharsets.UTF_8), out);
        }
    };

    static final KeyCodec BYTEA = new KeyCodec(-1, true) {
        @Override
        void write(Object value, KeyWriter out) {
            EscapedBytes.write((byte[]) value, out);
        }

        @Override
        Object read(KeyReader in) {
            return in.readEscaped();
        }

        @Override
        void skip(KeyReader in) {
            in.skipEscaped();
        }
    };

    /** bit and varbit: the bytes, then the number of bits. */
    static final KeyCodec BITS = new KeyCodec(-1, true) {
        @Override
        void write(Object value, KeyWriter out) {
            BitString bits = (BitString) value;
            EscapedBytes.write(bits.bytes(), out);
            out.putInt(bits.length());
        }

        @Override
        Object read(KeyReader in) {
            byte[] bytes = in.readEscaped();
            return new BitString(in.readInt(), bytes);
        }

        @Override
        void skip(KeyReader in) {
            in.skipEscaped();
            in.skip(4);
        }
    };

    private TextKeys() {}
}
