package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.nio.charset.StandardCharsets;

/** Casts among text, varchar, bpchar, name and "char", and the length coercions of varchar and bpchar. */
public final class TextCasts implements FunctionFamily {
    /** NAMEDATALEN - 1 (pg_config_manual.h). */
    private static final int NAME_BYTES_MAX = 63;

    @Override
    public void define(Definitions d) {
        unary(d, "text(bool)", a -> (boolean) a ? "true" : "false");
        unary(d, "text(bpchar)", a -> stripBlanks((String) a));
        unary(d, "text(name)", a -> a);
        unary(d, "text(char)", TextCasts::charToText);
        unary(d, "bpchar(char)", TextCasts::charToText);
        unary(d, "bpchar(name)", a -> a);
        unary(d, "varchar(name)", a -> a);
        unary(d, "name(text)", a -> toName((String) a));
        unary(d, "name(varchar)", a -> toName((String) a));
        unary(d, "name(bpchar)", a -> stripBlanks(toName((String) a)));
        unary(d, "char(text)", a -> textToChar((String) a));
        unary(d, "char(int4)", a -> intToChar((int) a));
        unary(d, "int4(char)", a -> (int) (byte) a);
        ternary(
                d,
                "varchar(varchar,int4,bool)",
                (value, typmod, explicit) -> SqlTypes.VARCHAR.applyTypmod(value, (int) typmod, (boolean) explicit));
        ternary(
                d,
                "bpchar(bpchar,int4,bool)",
                (value, typmod, explicit) -> SqlTypes.BPCHAR.applyTypmod(value, (int) typmod, (boolean) explicit));
    }

    /** Without trailing blanks, as bpchar becomes text. */
    public static String stripBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Cut to 63 bytes at a character's end. */
    static String toName(String text) {
        if (text.length() <= NAME_BYTES_MAX / 3) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > NAME_BYTES_MAX) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static Object charToText(Object value) {
        return SqlTypes.CHAR.toText(value, TextFormat.DEFAULT);
    }

    private static byte textToChar(String text) {
        return text.isEmpty()
                ? 0
                : text.substring(0, Math.min(2, text.length())).getBytes(StandardCharsets.UTF_8)[0];
    }

    private static byte intToChar(int value) {
        if ((byte) value != value) {
            throw FunctionErrors.outOfRange("\"char\"");
        }
        return (byte) value;
    }
}
