package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.RowDescription;
import org.jspecify.annotations.Nullable;

/** Writes RowDescription and DataRow of one result shape straight into the output buffer, no object per row. */
final class RowEncoder {
    private final RowShape shape;
    private final TextFormat format;
    private final SqlType[] types;
    private final boolean[] binary;

    RowEncoder(RowShape shape, TextFormat format) {
        this.shape = shape;
        this.format = format;
        int columns = shape.columns().size();
        types = new SqlType[columns];
        binary = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            types[i] = shape.columns().get(i).type();
            binary[i] = shape.columns().get(i).format() == 1;
        }
    }

    /** Whether a result of this shape and format can go on with this encoder (the next portion of a portal). */
    boolean fits(RowShape otherShape, TextFormat otherFormat) {
        return shape == otherShape && format == otherFormat;
    }

    void row(@Nullable Object[] values, ClientOutput output) {
        MessageWriter writer = output.writer();
        OutputSink sink = output.sink();
        DataRow.begin(writer, types.length);
        for (int i = 0; i < types.length; i++) {
            Object value = values[i];
            if (value == null) {
                writer.nullValue();
                continue;
            }
            int position = writer.beginValue();
            if (binary[i]) {
                types[i].writeBinary(value, sink);
            } else {
                types[i].writeText(value, format, sink);
            }
            writer.endValue(position);
        }
        writer.end();
    }

    static void describe(RowShape shape, MessageWriter writer) {
        RowDescription.begin(writer, shape.columns().size());
        for (RowShape.Column column : shape.columns()) {
            RowDescription.field(
                    writer,
                    column.name(),
                    column.tableOid(),
                    column.columnNumber(),
                    column.type().oid(),
                    column.type().length(),
                    column.typmod(),
                    column.format());
        }
        writer.end();
    }
}
