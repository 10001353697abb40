package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.text.Normalizer;

/** unistr and Unicode normalization. */
public final class UnicodeFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        unary(d, "unistr(text)", text -> unescape((String) text));
        binary(d, "normalize(text,text)", (text, form) -> Normalizer.normalize((String) text, form((String) form)));
        binary(
                d,
                "is_normalized(text,text)",
                (text, form) -> Normalizer.isNormalized((String) text, form((String) form)));
        for (String signature : new String[] {"to_ascii(text)", "to_ascii(text,int4)", "to_ascii(text,name)"}) {
            FunctionFamily.general(d, signature, (context, arguments) -> {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "encoding conversion from UTF8 to ASCII not supported");
            });
        }
    }

    private static Normalizer.Form form(String name) {
        return switch (CaseFunctions.upper(name)) {
            case "NFC" -> Normalizer.Form.NFC;
            case "NFD" -> Normalizer.Form.NFD;
            case "NFKC" -> Normalizer.Form.NFKC;
            case "NFKD" -> Normalizer.Form.NFKD;
            default -> throw FunctionErrors.invalidParameter("invalid normalization form: " + name);
        };
    }

    private static String unescape(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int high = 0;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                if (high != 0) {
                    throw invalidPair();
                }
                result.append(c);
                i += c == '\\' ? 2 : 1;
                continue;
            }
            int skip = escapePrefix(text, i);
            int digits = escapeDigits(text, i);
            int code = codePoint(text.substring(i + skip, i + skip + digits));
            i += skip + digits;
            if (high != 0) {
                if (!Character.isSurrogate((char) code) || code > 0xFFFF || !Character.isLowSurrogate((char) code)) {
                    throw invalidPair();
                }
                result.appendCodePoint(Character.toCodePoint((char) high, (char) code));
                high = 0;
            } else if (code >= Character.MIN_HIGH_SURROGATE && code <= Character.MAX_HIGH_SURROGATE) {
                high = code;
            } else if (code >= Character.MIN_LOW_SURROGATE && code <= Character.MAX_LOW_SURROGATE) {
                throw invalidPair();
            } else {
                result.appendCodePoint(code);
            }
        }
        if (high != 0) {
            throw invalidPair();
        }
        return result.toString();
    }

    /** Characters before the hexadecimal digits: the backslash and maybe {@code +}, {@code u} or {@code U}. */
    private static int escapePrefix(String text, int at) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        return kind == '+' || kind == 'u' || kind == 'U' ? 2 : 1;
    }

    private static int escapeDigits(String text, int at) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        int digits = kind == '+' ? 6 : kind == 'U' ? 8 : 4;
        int begin = at + escapePrefix(text, at);
        for (int i = begin; i < begin + digits; i++) {
            if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "invalid Unicode escape")
                        .withHint("Unicode escapes must be \\XXXX, \\+XXXXXX, \\uXXXX, or \\UXXXXXXXX.");
            }
        }
        return digits;
    }

    private static int codePoint(String digits) {
        long code = Long.parseLong(digits, 16);
        if (code == 0 || code > Character.MAX_CODE_POINT) {
            throw FunctionErrors.invalidParameter("invalid Unicode code point: %04X".formatted(code));
        }
        return (int) code;
    }

    private static SqlStateException invalidPair() {
        return new SqlStateException(SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair");
    }
}
