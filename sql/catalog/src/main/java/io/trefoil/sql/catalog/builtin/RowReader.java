package io.trefoil.sql.catalog.builtin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one section of the {@link CatalogFile} in order: {@link #next} steps to a row, the other methods
 * take a column's position (see {@link #column}) and parse only what is asked for.
 */
final class RowReader {
    private static final int[] NO_NUMBERS = {};

    private final byte[] content;
    private final String[] columns;
    private final int end;
    /** Start of each field of the current row; one more entry marks the end of the last field plus one. */
    private final int[] starts;

    private int at;

    RowReader(byte[] content, CatalogFile.Section section) {
        this.content = content;
        this.columns = section.columns();
        this.end = section.end();
        this.starts = new int[columns.length + 1];
        this.at = section.start();
    }

    /** The position of a column, or -1 when the file leaves it out. */
    int column(String name) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    String[] columns() {
        return columns;
    }

    boolean next() {
        if (at >= end) {
            return false;
        }
        int field = 0;
        starts[0] = at;
        for (; ; at++) {
            byte b = content[at];
            if (b == '\t') {
                starts[++field] = at + 1;
            } else if (b == '\n') {
                starts[++field] = ++at;
                assert field == columns.length : "fields in a row of the catalog file";
                return true;
            }
        }
    }

    private int length(int column) {
        return starts[column + 1] - 1 - starts[column];
    }

    boolean isNull(int column) {
        int start = starts[column];
        return length(column) == 2 && content[start] == '\\' && content[start + 1] == 'N';
    }

    /** An integer or an OID. */
    int number(int column) {
        int i = starts[column];
        int last = starts[column + 1] - 1;
        boolean negative = content[i] == '-';
        int value = 0;
        for (i = negative ? i + 1 : i; i < last; i++) {
            value = value * 10 + (content[i] - '0');
        }
        return negative ? -value : value;
    }

    /** A float4; nearly all in the file are whole numbers. */
    float real(int column) {
        for (int i = starts[column]; i < starts[column + 1] - 1; i++) {
            if (content[i] < '0' || content[i] > '9') {
                return Float.parseFloat(text(column));
            }
        }
        return number(column);
    }

    boolean flag(int column) {
        return content[starts[column]] == 't';
    }

    /** A value of type "char"; NUL, which prints as nothing, is 0. */
    char character(int column) {
        return length(column) == 0 ? 0 : (char) content[starts[column]];
    }

    /** A text, never null in this column. */
    String text(int column) {
        String text = textOrNull(column);
        if (text == null) {
            throw new IllegalStateException("unexpected null in the catalog file");
        }
        return text;
    }

    @Nullable
    String textOrNull(int column) {
        if (isNull(column)) {
            return null;
        }
        int start = starts[column];
        int length = length(column);
        for (int i = start; i < start + length; i++) {
            if (content[i] == '\\') {
                return unescape(new String(content, start, length, StandardCharsets.UTF_8));
            }
        }
        return new String(content, start, length, StandardCharsets.UTF_8);
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                c = switch (c) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'v' -> '\u000b';
                    default -> c;
                };
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The numbers of an oidvector, int2vector or one-dimensional array of integers; empty for null. */
    int[] numbers(int column) {
        int start = starts[column];
        int last = starts[column + 1] - 1;
        if (start == last || isNull(column)) {
            return NO_NUMBERS;
        }
        if (content[start] == '{') {
            start++;
            last--;
        }
        if (start == last) {
            return NO_NUMBERS;
        }
        int count = 1;
        for (int i = start; i < last; i++) {
            if (content[i] == ' ' || content[i] == ',') {
                count++;
            }
        }
        int[] numbers = new int[count];
        int n = 0;
        for (int i = start; i < last; i++) {
            byte b = content[i];
            if (b == ' ' || b == ',') {
                n++;
            } else {
                numbers[n] = numbers[n] * 10 + (b - '0');
            }
        }
        return numbers;
    }

    /** The elements of a text array, null elements as empty strings; null for a null array. */
    @Nullable
    List<String> texts(int column) {
        String text = textOrNull(column);
        return text == null ? null : ArrayLiteral.elements(text);
    }
}
