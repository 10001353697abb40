package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;

/** Strict UTF-8 in both directions, with PostgreSQL's errors, and the order of collation C on strings. */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Decodes text from a client; 22021 for malformed UTF-8 and for the byte 0. */
    public static String decode(byte[] source, int offset, int length) {
        String text = new String(source, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(0) >= 0 || text.indexOf(REPLACEMENT) >= 0) {
            validate(source, offset, offset + length);
        }
        return text;
    }

    private static void validate(byte[] source, int offset, int end) {
        int at = offset;
        while (at < end) {
            int size = sequenceLength(source[at] & 0xff);
            if (size == 0 || at + size > end || !legal(source, at, size)) {
                throw malformed(source, at, Math.min(Math.max(size, 1), end - at));
            }
            at += size;
        }
    }

    /** Bytes in the sequence that a lead byte announces; 0 for the byte 0. */
    private static int sequenceLength(int lead) {
        if (lead < 0x80) {
            return lead == 0 ? 0 : 1;
        }
        if ((lead & 0xe0) == 0xc0) {
            return 2;
        }
        if ((lead & 0xf0) == 0xe0) {
            return 3;
        }
        return (lead & 0xf8) == 0xf0 ? 4 : 1;
    }

    /** RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private static boolean legal(byte[] source, int at, int size) {
        int lead = source[at] & 0xff;
        if (size == 1) {
            return lead < 0x80;
        }
        for (int i = 1; i < size; i++) {
            if ((source[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = source[at + 1] & 0xff;
        return switch (lead) {
            case 0xc0, 0xc1 -> false;
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> lead < 0xf5;
        };
    }

    private static SqlStateException malformed(byte[] source, int at, int size) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < size; i++) {
            bytes.append(i == 0 ? "0x" : " 0x")
                    .append(Character.forDigit((source[at + i] >> 4) & 15, 16))
                    .append(Character.forDigit(source[at + i] & 15, 16));
        }
        return new SqlStateException(
                SqlState.CHARACTER_NOT_IN_REPERTOIRE, "invalid byte sequence for encoding \"UTF8\": " + bytes);
    }

    /** Orders strings as their UTF-8 forms order, which is the order of code points. */
    public static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // surrogates stand for code points above every other char
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Length of the UTF-8 form in bytes. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
