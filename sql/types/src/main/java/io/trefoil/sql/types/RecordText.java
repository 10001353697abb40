package io.trefoil.sql.types;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text form of rows, {@code (a,"b c",)}: an absent value is null, quotes are doubled (PostgreSQL, rowtypes). */
public final class RecordText {
    private RecordText() {}

    public static void write(SqlRecord record, TextFormat format, ByteSink out) {
        ByteArraySink scratch = new ByteArraySink();
        out.putByte('(');
        for (int i = 0; i < record.size(); i++) {
            if (i > 0) {
                out.putByte(',');
            }
            Object value = record.values()[i];
            if (value != null) {
                scratch.clear();
                record.types()[i].writeText(value, format, scratch);
                writeColumn(scratch.array(), scratch.size(), out);
            }
        }
        out.putByte(')');
    }

    private static void writeColumn(byte[] text, int length, ByteSink out) {
        if (!needsQuotes(text, length)) {
            out.putBytes(text, 0, length);
            return;
        }
        out.putByte('"');
        for (int i = 0; i < length; i++) {
            if (text[i] == '"' || text[i] == '\\') {
                out.putByte(text[i]);
            }
            out.putByte(text[i]);
        }
        out.putByte('"');
    }

    private static boolean needsQuotes(byte[] text, int length) {
        for (int i = 0; i < length; i++) {
            byte c = text[i];
            if (c == '"' || c == '\\' || c == '(' || c == ')' || c == ',' || AsciiText.isSpace(c)) {
                return true;
            }
        }
        return length == 0;
    }

    /**
     * Reads a row of known column types, as the input function of a named composite type does.
     *
     * @param typmods one a column
     */
    public static SqlRecord parse(String text, SqlType[] types, int[] typmods, TextFormat format) {
        @Nullable Object[] values = new @Nullable Object[types.length];
        int at = skipSpace(text, 0);
        if (at >= text.length() || text.charAt(at) != '(') {
            throw malformed(text, "Missing left parenthesis.");
        }
        at++;
        StringBuilder column = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                if (at >= text.length() || text.charAt(at) != ',') {
                    throw malformed(text, "Too few columns.");
                }
                at++;
            }
            if (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ')')) {
                continue;
            }
            column.setLength(0);
            at = readColumn(text, at, column);
            values[i] = types[i].parse(column.toString(), typmods[i], format);
        }
        if (at >= text.length() || text.charAt(at) != ')') {
            throw malformed(text, "Too many columns.");
        }
        if (skipSpace(text, at + 1) < text.length()) {
            throw malformed(text, "Junk after right parenthesis.");
        }
        return new SqlRecord(Arrays.copyOf(types, types.length), values);
    }

    /** Appends one column's text and returns the index of the comma or parenthesis behind it. */
    private static int readColumn(String text, int from, StringBuilder column) {
        boolean quoted = false;
        int at = from;
        while (quoted || at >= text.length() || text.charAt(at) != ',' && text.charAt(at) != ')') {
            if (at >= text.length()) {
                throw malformed(text, "Unexpected end of input.");
            }
            char c = text.charAt(at++);
            if (c == '\\') {
                if (at >= text.length()) {
                    throw malformed(text, "Unexpected end of input.");
                }
                column.append(text.charAt(at++));
            } else if (c != '"') {
                column.append(c);
            } else if (quoted && at < text.length() && text.charAt(at) == '"') {
                column.append('"');
                at++;
            } else {
                quoted = !quoted;
            }
        }
        return at;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && AsciiText.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static SqlStateException malformed(String text, String detail) {
        return new SqlStateException(SqlState.INVALID_TEXT_REPRESENTATION, "malformed record literal: \"" + text + "\"")
                .withDetail(detail);
    }
}
