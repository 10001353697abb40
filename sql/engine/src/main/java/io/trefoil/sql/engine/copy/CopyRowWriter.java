package io.trefoil.sql.engine.copy;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows in one of COPY's formats into a reused buffer. */
final class CopyRowWriter {
    private final CopyOptions options;
    private final TextFormat format;
    private final SqlType[] types;
    private final boolean[] forced;
    private final ByteArraySink field = new ByteArraySink(256);

    CopyRowWriter(CopyOptions options, List<OutputColumn> columns, TextFormat format) {
        this.options = options;
        this.format = format;
        this.types = columns.stream()
                .map(column -> column.type() == SqlTypes.UNKNOWN ? SqlTypes.TEXT : column.type())
                .toArray(SqlType[]::new);
        this.forced = new boolean[types.length];
        Set<String> quoted = options.forceQuote();
        for (int i = 0; i < forced.length; i++) {
            forced[i] = quoted == null || quoted.contains(columns.get(i).name());
        }
    }

    void start(List<OutputColumn> columns, ByteArraySink out) {
        if (options.format() == CopyOptions.Format.BINARY) {
            out.putBytes(BinaryRowReader.SIGNATURE);
            out.putInt(0);
            out.putInt(0);
        } else if (options.header() != CopyOptions.Header.NONE) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    out.putByte(options.delimiter());
                }
                byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
                if (options.format() == CopyOptions.Format.CSV) {
                    csv(name, name.length, false, columns.size() == 1, out);
                } else {
                    text(name, name.length, out);
                }
            }
            out.putByte('\n');
        }
    }

    void row(@Nullable Object[] row, ByteArraySink out) {
        if (options.format() == CopyOptions.Format.BINARY) {
            binary(row, out);
            return;
        }
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                out.putByte(options.delimiter());
            }
            Object value = row[i];
            if (value == null) {
                out.putBytes(options.nullText());
                continue;
            }
            field.clear();
            types[i].writeText(value, format, field);
            if (options.format() == CopyOptions.Format.CSV) {
                csv(field.array(), field.size(), forced[i], types.length == 1, out);
            } else {
                text(field.array(), field.size(), out);
            }
        }
        out.putByte('\n');
    }

    void end(ByteArraySink out) {
        if (options.format() == CopyOptions.Format.BINARY) {
            out.putShort(-1);
        }
    }

    private void binary(@Nullable Object[] row, ByteArraySink out) {
        out.putShort(types.length);
        for (int i = 0; i < types.length; i++) {
            Object value = row[i];
            if (value == null) {
                out.putInt(-1);
            } else {
                int length = out.size();
                out.putInt(0);
                types[i].writeBinary(value, out);
                out.setInt(length, out.size() - length - 4);
            }
        }
    }

    private void text(byte[] bytes, int length, ByteArraySink out) {
        int plain = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            char escaped = switch (b) {
                case '\b' -> 'b';
                case '\f' -> 'f';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                case 0x0b -> 'v';
                case '\\' -> '\\';
                default -> b == options.delimiter() ? (char) b : 0;
            };
            if (escaped != 0) {
                out.putBytes(bytes, plain, i - plain);
                out.putByte('\\');
                out.putByte(escaped);
                plain = i + 1;
            }
        }
        out.putBytes(bytes, plain, length - plain);
    }

    private void csv(byte[] bytes, int length, boolean force, boolean alone, ByteArraySink out) {
        boolean quote =
                force || looksLikeNull(bytes, length) || alone && length == 2 && bytes[0] == '\\' && bytes[1] == '.';
        for (int i = 0; i < length && !quote; i++) {
            byte b = bytes[i];
            quote = b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r';
        }
        if (!quote) {
            out.putBytes(bytes, 0, length);
            return;
        }
        out.putByte(options.quote());
        for (int i = 0; i < length; i++) {
            if (bytes[i] == options.quote() || bytes[i] == options.escape()) {
                out.putByte(options.escape());
            }
            out.putByte(bytes[i]);
        }
        out.putByte(options.quote());
    }

    private boolean looksLikeNull(byte[] bytes, int length) {
        byte[] text = options.nullText();
        return length == text.length && Arrays.equals(bytes, 0, length, text, 0, length);
    }
}
