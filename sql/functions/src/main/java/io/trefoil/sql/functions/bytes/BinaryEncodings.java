package io.trefoil.sql.functions.bytes;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** encode and decode: bytea as hex, base64 (RFC 2045, lines of 76) or escape text. */
public final class BinaryEncodings implements FunctionFamily {
    private static final int BASE64_LINE = 76;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'});

    @Override
    public void define(Definitions d) {
        binary(d, "encode(bytea,text)", (bytes, format) -> encode((byte[]) bytes, (String) format));
        binary(d, "decode(text,text)", (text, format) -> decode((String) text, (String) format));
    }

    private static String encode(byte[] bytes, String format) {
        return switch (CaseFunctions.lower(format)) {
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" -> BASE64.encodeToString(bytes);
            case "escape" -> escape(bytes);
            default -> throw unrecognized(format);
        };
    }

    private static byte[] decode(String text, String format) {
        return switch (CaseFunctions.lower(format)) {
            case "hex" -> hex(text);
            case "base64" -> base64(text);
            case "escape" -> unescape(text);
            default -> throw unrecognized(format);
        };
    }

    private static SqlStateException unrecognized(String format) {
        return FunctionErrors.invalidParameter("unrecognized encoding: \"" + format + "\"");
    }

    private static String escape(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length + 8);
        for (byte b : bytes) {
            if (b == 0 || b < 0) {
                text.append("\\%03o".formatted(b & 0xFF));
            } else {
                text.append(b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return text.toString();
    }

    private static byte[] unescape(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; ) {
            if (source[i] != '\\') {
                bytes.write(source[i++]);
            } else if (i + 1 < source.length && source[i + 1] == '\\') {
                bytes.write('\\');
                i += 2;
            } else if (i + 3 < source.length
                    && octal(source[i + 1], 3)
                    && octal(source[i + 2], 7)
                    && octal(source[i + 3], 7)) {
                bytes.write((source[i + 1] - '0') << 6 | (source[i + 2] - '0') << 3 | source[i + 3] - '0');
                i += 4;
            } else {
                throw new SqlStateException(
                        SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
            }
        }
        return bytes.toByteArray();
    }

    private static boolean octal(byte digit, int greatest) {
        return digit >= '0' && digit <= '0' + greatest;
    }

    private static byte[] hex(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
        int high = -1;
        boolean afterHigh = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!afterHigh && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) {
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw FunctionErrors.invalidParameter(
                        "invalid hexadecimal digit: \"" + Character.toString(text.codePointAt(i)) + "\"");
            }
            if (afterHigh) {
                bytes.write(high << 4 | digit);
            } else {
                high = digit;
            }
            afterHigh = !afterHigh;
        }
        if (afterHigh) {
            throw FunctionErrors.invalidParameter("invalid hexadecimal data: odd number of digits");
        }
        return bytes.toByteArray();
    }

    private static byte[] base64(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 3 / 4);
        int buffer = 0;
        int filled = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                continue;
            }
            int digit = 0;
            if (c == '=') {
                if (padding == 0) {
                    if (filled != 2 && filled != 3) {
                        throw FunctionErrors.invalidParameter("unexpected \"=\" while decoding base64 sequence");
                    }
                    padding = filled == 2 ? 2 : 1;
                }
            } else {
                digit = base64Digit(c);
                if (digit < 0) {
                    throw FunctionErrors.invalidParameter("invalid symbol \"" + Character.toString(text.codePointAt(i))
                            + "\" found while decoding base64 sequence");
                }
            }
            buffer = buffer << 6 | digit;
            if (++filled == 4) {
                bytes.write(buffer >> 16);
                if (padding < 2) {
                    bytes.write(buffer >> 8);
                }
                if (padding == 0) {
                    bytes.write(buffer);
                }
                buffer = 0;
                filled = 0;
            }
        }
        if (filled != 0) {
            throw FunctionErrors.invalidParameter("invalid base64 end sequence")
                    .withHint("Input data is missing padding, is truncated, or is otherwise corrupted.");
        }
        return bytes.toByteArray();
    }

    private static int base64Digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
