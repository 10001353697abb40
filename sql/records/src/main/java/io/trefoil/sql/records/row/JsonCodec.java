package io.trefoil.sql.records.row;

import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * jsonb as a tree of tagged nodes.
 *
 * <pre>
 * 00 null   01 false   02 true
 * 03 string: length (varint), UTF-8
 * 04 number: length (varint), as {@link NumericCodec}
 * 05 array: number of elements (varint), elements
 * 06 object: number of members (varint), for each the key (length as varint, UTF-8) and the value
 * </pre>
 */
final class JsonCodec extends ColumnCodec.Variable {
    static final ColumnCodec JSONB = new JsonCodec();

    private JsonCodec() {}

    @Override
    byte[] toBytes(Object value) {
        ByteArraySink out = new ByteArraySink();
        write((SqlJson) value, out);
        return out.toByteArray();
    }

    private static void write(SqlJson value, ByteArraySink out) {
        switch (value) {
            case SqlJson.Null absent -> out.putByte(0);
            case SqlJson.Bool bool -> out.putByte(bool.value() ? 2 : 1);
            case SqlJson.Text text -> {
                out.putByte(3);
                ByteCursor.writeBytes(text.value().getBytes(StandardCharsets.UTF_8), out);
            }
            case SqlJson.Number number -> {
                out.putByte(4);
                ByteCursor.writeBytes(((ColumnCodec.Variable) NumericCodec.NUMERIC).toBytes(number.value()), out);
            }
            case SqlJson.Array array -> {
                out.putByte(5);
                ByteCursor.writeVarint(array.elements().size(), out);
                array.elements().forEach(element -> write(element, out));
            }
            case SqlJson.Members object -> {
                out.putByte(6);
                ByteCursor.writeVarint(object.members().size(), out);
                for (SqlJson.Member member : object.members()) {
                    ByteCursor.writeBytes(member.key().getBytes(StandardCharsets.UTF_8), out);
                    write(member.value(), out);
                }
            }
        }
    }

    @Override
    Object read(byte[] source, int offset, int length) {
        return read(new ByteCursor(source, offset, length));
    }

    private static SqlJson read(ByteCursor in) {
        return switch (in.readByte()) {
            case 0 -> SqlJson.NULL;
            case 1 -> SqlJson.FALSE;
            case 2 -> SqlJson.TRUE;
            case 3 -> new SqlJson.Text(in.readString());
            case 4 -> {
                int size = in.readVarint();
                yield new SqlJson.Number((SqlNumeric) NumericCodec.NUMERIC.read(in.array(), in.skip(size), size));
            }
            case 5 -> {
                int size = in.readVarint();
                List<SqlJson> elements = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    elements.add(read(in));
                }
                yield new SqlJson.Array(elements);
            }
            default -> {
                int size = in.readVarint();
                List<SqlJson.Member> members = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    String key = in.readString();
                    members.add(new SqlJson.Member(key, read(in)));
                }
                yield new SqlJson.Members(members);
            }
        };
    }
}
