package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result. Rows are hot: a server writes them value by value with {@link #begin} and the writer's value
 * methods and never makes this record.
 *
 * @param values bytes by column, null for SQL NULL
 */
public record DataRow(byte[] @Nullable [] values) implements BackendMessage {
    static final char TYPE = 'D';

    static DataRow decode(MessageReader in) {
        var message = new DataRow(in.values());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).values(values).end();
    }

    /** Starts a row; as many values and {@link MessageWriter#end} must follow. */
    public static void begin(MessageWriter out, int columns) {
        out.begin(TYPE).int16(columns);
    }

    /** A value in text format, null for SQL NULL. */
    public @Nullable String text(int column) {
        byte[] value = values[column];
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
