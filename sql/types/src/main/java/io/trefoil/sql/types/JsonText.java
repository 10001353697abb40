package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The canonical text of jsonb: one space after colons and commas, members in key order, escapes only where needed. */
final class JsonText {
    /** jsonb's order of keys: shorter UTF-8 forms first, then by bytes. */
    static final Comparator<String> KEY_ORDER = JsonText::compareKeys;

    private JsonText() {}

    static int compareKeys(String left, String right) {
        byte[] a = left.getBytes(StandardCharsets.UTF_8);
        byte[] b = right.getBytes(StandardCharsets.UTF_8);
        return a.length != b.length ? Integer.compare(a.length, b.length) : Arrays.compareUnsigned(a, b);
    }

    static void write(SqlJson value, ByteSink out) {
        switch (value) {
            case SqlJson.Null() -> out.putAscii("null");
            case SqlJson.Bool(boolean truth) -> out.putAscii(truth ? "true" : "false");
            case SqlJson.Number(SqlNumeric number) -> NumericText.write(number, out);
            case SqlJson.Text(String text) -> writeString(text, out);
            case SqlJson.Array(List<SqlJson> elements) -> writeArray(elements, out);
            case SqlJson.Members(List<SqlJson.Member> members) -> writeMembers(members, out);
        }
    }

    private static void writeArray(List<SqlJson> elements, ByteSink out) {
        out.putByte('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.putAscii(", ");
            }
            write(elements.get(i), out);
        }
        out.putByte(']');
    }

    private static void writeMembers(List<SqlJson.Member> members, ByteSink out) {
        out.putByte('{');
        for (int i = 0; i < members.size(); i++) {
            if (i > 0) {
                out.putAscii(", ");
            }
            writeString(members.get(i).key(), out);
            out.putAscii(": ");
            write(members.get(i).value(), out);
        }
        out.putByte('}');
    }

    /** A JSON string in quotes; control characters, quotes and backslashes are escaped. */
    static void writeString(String text, ByteSink out) {
        out.putByte('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.putUtf8(text.substring(from, i));
            out.putAscii(escape(c));
            from = i + 1;
        }
        out.putUtf8(from == 0 ? text : text.substring(from));
        out.putByte('"');
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
        };
    }
}
