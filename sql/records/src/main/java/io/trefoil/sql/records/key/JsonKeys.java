package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * jsonb in PostgreSQL's order (PostgreSQL docs, "jsonb Indexing"): null &lt; strings &lt; numbers &lt; booleans &lt; arrays
 * &lt; objects; arrays and objects by their size, then by content. The empty array at the top is below everything, as in
 * PostgreSQL. Lossy because numbers are.
 *
 * <pre>
 * 00 empty array at the top   01 null   02 string   03 number   04 00|01 boolean
 * 05 size(4) elements         06 size(4) (key value)*
 * </pre>
 */
final class JsonKeys extends KeyCodec {
    static final KeyCodec JSONB = new JsonKeys();

    private JsonKeys() {
        super(-1, false);
    }

    @Override
    void write(Object value, KeyWriter out) {
        if (value instanceof SqlJson.Array array && array.elements().isEmpty()) {
            out.putByte(0);
        } else {
            writeNested((SqlJson) value, out);
        }
    }

    private static void writeNested(SqlJson value, KeyWriter out) {
        switch (value) {
            case SqlJson.Null absent -> out.putByte(1);
            case SqlJson.Text text -> {
                out.putByte(2);
                EscapedBytes.write(text.value().getBytes(StandardCharsets.UTF_8), out);
            }
            case SqlJson.Number number -> {
                out.putByte(3);
                NumericKeys.NUMERIC.write(number.value(), out);
            }
            case SqlJson.Bool bool -> {
                out.putByte(4);
                out.putByte(bool.value() ? 1 : 0);
            }
            case SqlJson.Array array -> {
                out.putByte(5);
                out.putInt(array.elements().size());
                array.elements().forEach(element -> writeNested(element, out));
            }
            case SqlJson.Members object -> {
                out.putByte(6);
                out.putInt(object.members().size());
                for (SqlJson.Member member : object.members()) {
                    EscapedBytes.write(member.key().getBytes(StandardCharsets.UTF_8), out);
                    writeNested(member.value(), out);
                }
            }
        }
    }

    @Override
    Object read(KeyReader in) {
        return switch (in.readByte()) {
            case 0 -> new SqlJson.Array(List.of());
            case 1 -> SqlJson.NULL;
            case 2 -> new SqlJson.Text(new String(in.readEscaped(), StandardCharsets.UTF_8));
            case 3 -> new SqlJson.Number((SqlNumeric) NumericKeys.NUMERIC.read(in));
            case 4 -> in.readByte() == 0 ? SqlJson.FALSE : SqlJson.TRUE;
            case 5 -> {
                int size = in.readInt();
                List<SqlJson> elements = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    elements.add((SqlJson) read(in));
                }
                yield new SqlJson.Array(elements);
            }
            case 6 -> {
                int size = in.readInt();
                List<SqlJson.Member> members = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    String key = new String(in.readEscaped(), StandardCharsets.UTF_8);
                    members.add(new SqlJson.Member(key, (SqlJson) read(in)));
                }
                yield new SqlJson.Members(members);
            }
            default -> throw KeyReader.malformed();
        };
    }
}
