package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** The columns of the rows that follow. */
public record RowDescription(List<Field> fields) implements BackendMessage {
    static final char TYPE = 'T';

    public RowDescription {
        fields = List.copyOf(fields);
    }

    /**
     * One column.
     *
     * @param tableOid the table it comes from, 0 for expressions
     * @param columnNumber attnum in that table, 0 for expressions
     * @param typeLength pg_type.typlen
     * @param typmod pg_attribute.atttypmod, -1 for none
     * @param format 0 text, 1 binary
     */
    public record Field(
            String name, int tableOid, int columnNumber, int typeOid, int typeLength, int typmod, int format) {}

    static RowDescription decode(MessageReader in) {
        int count = in.int16();
        var fields = new ArrayList<Field>();
        for (int i = 0; i < count; i++) {
            fields.add(new Field(
                    in.string(),
                    in.int32(),
                    (short) in.int16(),
                    in.int32(),
                    (short) in.int16(),
                    in.int32(),
                    in.int16()));
        }
        in.end();
        return new RowDescription(fields);
    }

    @Override
    public void encode(MessageWriter out) {
        begin(out, fields.size());
        for (Field field : fields) {
            field(
                    out,
                    field.name,
                    field.tableOid,
                    field.columnNumber,
                    field.typeOid,
                    field.typeLength,
                    field.typmod,
                    field.format);
        }
        out.end();
    }

    /** Starts the message without an object; as many {@link #field} and {@link MessageWriter#end} must follow. */
    public static void begin(MessageWriter out, int columns) {
        out.begin(TYPE).int16(columns);
    }

    public static void field(
            MessageWriter out,
            String name,
            int tableOid,
            int columnNumber,
            int typeOid,
            int typeLength,
            int typmod,
            int format) {
        out.string(name).int32(tableOid).int16(columnNumber);
        out.int32(typeOid).int16(typeLength).int32(typmod).int16(format);
    }
}
