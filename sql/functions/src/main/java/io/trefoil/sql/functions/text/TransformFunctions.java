package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Concatenation, padding, trimming, replacing and other functions that make a new text. */
public final class TransformFunctions implements FunctionFamily {
    /** MaxAllocSize of PostgreSQL (memutils.h), the limit of a text's bytes. */
    static final int BYTES_MAX = 0x3fffffff;

    @Override
    public void define(Definitions d) {
        binary(d, "textcat(text,text)", (a, b) -> ((String) a).concat((String) b));
        ternary(
                d,
                "replace(text,text,text)",
                (text, from, to) ->
                        ((String) from).isEmpty() ? text : ((String) text).replace((String) from, (String) to));
        ternary(
                d,
                "translate(text,text,text)",
                (text, from, to) -> translate((String) text, (String) from, (String) to));
        unary(
                d,
                "reverse(text)",
                text -> new StringBuilder((String) text).reverse().toString());
        binary(d, "repeat(text,int4)", (text, count) -> repeat((String) text, (int) count));
        binary(d, "lpad(text,int4)", (text, length) -> padLeft((String) text, (int) length, " "));
        ternary(d, "lpad(text,int4,text)", (text, length, fill) -> padLeft((String) text, (int) length, (String) fill));
        binary(d, "rpad(text,int4)", (text, length) -> padRight((String) text, (int) length, " "));
        ternary(
                d,
                "rpad(text,int4,text)",
                (text, length, fill) -> padRight((String) text, (int) length, (String) fill));
        trims(d);
        unary(d, "ascii(text)", text -> ((String) text).isEmpty() ? 0 : ((String) text).codePointAt(0));
        unary(d, "chr(int4)", code -> character((int) code));
    }

    private static void trims(Definitions d) {
        unary(d, "btrim(text)", text -> trim((String) text, " ", true, true));
        unary(d, "ltrim(text)", text -> trim((String) text, " ", true, false));
        unary(d, "rtrim(text)", text -> trim((String) text, " ", false, true));
        binary(d, "btrim(text,text)", (text, set) -> trim((String) text, (String) set, true, true));
        binary(d, "ltrim(text,text)", (text, set) -> trim((String) text, (String) set, true, false));
        binary(d, "rtrim(text,text)", (text, set) -> trim((String) text, (String) set, false, true));
    }

    private static String trim(String text, String set, boolean left, boolean right) {
        int begin = 0;
        int end = text.length();
        while (left && begin < end) {
            int codePoint = text.codePointAt(begin);
            if (set.indexOf(codePoint) < 0) {
                break;
            }
            begin += Character.charCount(codePoint);
        }
        while (right && end > begin) {
            int codePoint = text.codePointBefore(end);
            if (set.indexOf(codePoint) < 0) {
                break;
            }
            end -= Character.charCount(codePoint);
        }
        return text.substring(begin, end);
    }

    private static String translate(String text, String from, String to) {
        int[] source = from.codePoints().toArray();
        int[] target = to.codePoints().toArray();
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int place = 0;
            while (place < source.length && source[place] != codePoint) {
                place++;
            }
            if (place == source.length) {
                result.appendCodePoint(codePoint);
            } else if (place < target.length) {
                result.appendCodePoint(target[place]);
            }
        }
        return result.toString();
    }

    private static String repeat(String text, int count) {
        if (count <= 0) {
            return "";
        }
        if ((long) text.length() * count > BYTES_MAX) {
            throw FunctionErrors.lengthTooLarge();
        }
        return text.repeat(count);
    }

    private static String padLeft(String text, int length, String fill) {
        int missing = Math.max(length, 0) - CodePoints.length(text);
        if (missing <= 0 || fill.isEmpty()) {
            return CodePoints.slice(text, 0, length);
        }
        return padding(missing, fill).append(text).toString();
    }

    private static String padRight(String text, int length, String fill) {
        int missing = Math.max(length, 0) - CodePoints.length(text);
        if (missing <= 0 || fill.isEmpty()) {
            return CodePoints.slice(text, 0, length);
        }
        return text + padding(missing, fill);
    }

    private static StringBuilder padding(int count, String fill) {
        if (count > BYTES_MAX / 4) {
            throw FunctionErrors.lengthTooLarge();
        }
        StringBuilder result = new StringBuilder(count + 16);
        int units = CodePoints.length(fill);
        for (int rest = count; rest > 0; rest -= units) {
            result.append(rest >= units ? fill : CodePoints.slice(fill, 0, rest));
        }
        return result;
    }

    private static String character(int code) {
        if (code < 0) {
            throw FunctionErrors.invalidParameter("character number must be positive");
        }
        if (code == 0) {
            throw new SqlStateException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
        }
        if (code > Character.MAX_CODE_POINT) {
            throw new SqlStateException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "requested character too large for encoding: " + code);
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw new SqlStateException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "requested character not valid for encoding: " + code);
        }
        return Character.toString(code);
    }
}
