package io.trefoil.sql.functions.json;

import io.trefoil.sql.types.SqlJson;
import java.util.List;

/** jsonb over several lines, and strings as JSON writes them. */
final class JsonPrinter {
    private static final int INDENT = 4;

    private JsonPrinter() {}

    static String pretty(SqlJson json) {
        StringBuilder out = new StringBuilder();
        write(json, 0, out);
        return out.toString();
    }

    private static void write(SqlJson json, int depth, StringBuilder out) {
        switch (json) {
            case SqlJson.Array(List<SqlJson> elements) -> {
                out.append('[');
                for (int i = 0; i < elements.size(); i++) {
                    newLine(i > 0, depth + 1, out);
                    write(elements.get(i), depth + 1, out);
                }
                newLine(false, depth, out);
                out.append(']');
            }
            case SqlJson.Members(List<SqlJson.Member> members) -> {
                out.append('{');
                for (int i = 0; i < members.size(); i++) {
                    newLine(i > 0, depth + 1, out);
                    quote(members.get(i).key(), out);
                    out.append(": ");
                    write(members.get(i).value(), depth + 1, out);
                }
                newLine(false, depth, out);
                out.append('}');
            }
            case SqlJson scalar -> out.append(JsonValues.print(scalar));
        }
    }

    private static void newLine(boolean comma, int depth, StringBuilder out) {
        out.append(comma ? ",\n" : "\n").append(" ".repeat(depth * INDENT));
    }

    /** A text in quotes, escaped. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
