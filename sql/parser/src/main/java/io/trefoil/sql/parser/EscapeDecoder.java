package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Builds the value of an {@code E''} string. Octal and hexadecimal escapes are bytes of UTF-8, so several of them may
 * make one character; the rest are characters.
 */
final class EscapeDecoder {
    private final String text;
    private final StringBuilder value = new StringBuilder();
    /** Offsets in {@link #value} of characters that stand for raw bytes above 0x7F. */
    private final List<Integer> rawBytes = new ArrayList<>(0);

    EscapeDecoder(String text) {
        this.text = text;
    }

    void append(int start, int end) {
        value.append(text, start, end);
    }

    /** Decodes the escape at {@code backslash} and returns the offset after it. */
    int escape(int backslash, int tokenStart) {
        int i = backslash + 1;
        if (i >= text.length()) {
            throw ParseErrors.near(text, tokenStart, text.length(), "unterminated quoted string");
        }
        char c = text.charAt(i);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return number(i, 8, 3);
            }
            case 'x' -> {
                int end = number(i + 1, 16, 2);
                if (end > i + 1) {
                    return end;
                }
                value.append('x');
            }
            case 'u' -> {
                return unicode(i, 4);
            }
            case 'U' -> {
                return unicode(i, 8);
            }
            default -> {
                int codePoint = text.codePointAt(i);
                value.appendCodePoint(codePoint);
                return i + Character.charCount(codePoint);
            }
        }
        return i + 1;
    }

    private int number(int start, int radix, int digitsMax) {
        int i = start;
        int code = 0;
        while (i < text.length() && i < start + digitsMax) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                break;
            }
            code = code * radix + digit;
            i++;
        }
        if (i > start) {
            code &= 0xFF;
            if (code == 0) {
                throw new SqlStateException(
                        SqlState.CHARACTER_NOT_IN_REPERTOIRE, "invalid byte sequence for encoding \"UTF8\": 0x00");
            }
            if (code > 0x7F) {
                rawBytes.add(value.length());
            }
            value.append((char) code);
        }
        return i;
    }

    private int unicode(int letter, int digits) {
        int end = letter + 1 + digits;
        int code = hexadecimal(letter + 1, end);
        int backslash = letter - 1;
        if (code == UnicodeEscapes.MALFORMED) {
            throw ParseErrors.at(text, backslash, SqlState.INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
                    .withHint("Unicode escapes must be \\uXXXX or \\UXXXXXXXX.");
        }
        UnicodeEscapes.check(code, text, backslash, end);
        if (!UnicodeEscapes.isFirstOfPair(code)) {
            if (UnicodeEscapes.isSecondOfPair(code)) {
                throw ParseErrors.near(text, backslash, end, "invalid Unicode surrogate pair");
            }
            value.appendCodePoint(code);
            return end;
        }
        int secondDigits = end + 1 < text.length() && text.charAt(end + 1) == 'U' ? 8 : 4;
        boolean escaped = end + 1 < text.length()
                && text.charAt(end) == '\\'
                && (text.charAt(end + 1) == 'u' || text.charAt(end + 1) == 'U');
        int second = escaped ? hexadecimal(end + 2, end + 2 + secondDigits) : UnicodeEscapes.MALFORMED;
        if (!UnicodeEscapes.isSecondOfPair(second)) {
            int stop = Math.min(text.length(), end + (escaped ? 2 + secondDigits : 1));
            throw ParseErrors.near(text, end, stop, "invalid Unicode surrogate pair");
        }
        value.appendCodePoint(Character.toCodePoint((char) code, (char) second));
        return end + 2 + secondDigits;
    }

    private int hexadecimal(int start, int end) {
        return UnicodeEscapes.hexadecimal(text, start, end);
    }

    String value() {
        return rawBytes.isEmpty() ? value.toString() : decodeBytes();
    }

    private String decodeBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(value.length() * 3);
        int from = 0;
        for (int at : rawBytes) {
            bytes.put(value.substring(from, at).getBytes(StandardCharsets.UTF_8));
            bytes.put((byte) value.charAt(at));
            from = at + 1;
        }
        bytes.put(value.substring(from).getBytes(StandardCharsets.UTF_8));
        bytes.flip();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SqlStateException(
                    SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\": " + malformedBytes(bytes));
        }
    }

    /** PostgreSQL shows as many bytes as the first one promises, each as 0xNN. */
    private static String malformedBytes(ByteBuffer bytes) {
        int at = bytes.position();
        int first = bytes.get(at) & 0xFF;
        int promised = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        StringBuilder shown = new StringBuilder();
        for (int i = at; i < Math.min(bytes.limit(), at + promised); i++) {
            shown.append(i > at ? " 0x" : "0x").append(HexFormat.of().toHexDigits(bytes.get(i)));
        }
        return shown.toString();
    }
}
