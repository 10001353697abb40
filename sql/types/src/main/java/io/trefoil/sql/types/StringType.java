package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;

/** A type whose value is its text: text, unknown, cstring, xml, refcursor, pg_node_tree, aclitem. */
class StringType extends SqlType {
    StringType(int oid, int arrayOid, String name, String sqlName, char category, boolean preferred, int length) {
        super(oid, arrayOid, name, sqlName, category, preferred, length);
    }

    @Override
    public final Class<?> javaClass() {
        return String.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return text;
    }

    @Override
    public final Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return parse(Utf8.decode(source, offset, length), typmod, format);
    }

    @Override
    public final void writeText(Object value, TextFormat format, ByteSink out) {
        out.putUtf8((String) value);
    }

    @Override
    public final String toText(Object value, TextFormat format) {
        return (String) value;
    }

    @Override
    public final Object readBinary(byte[] source, int offset, int length, int typmod) {
        return parse(Utf8.decode(source, offset, length), typmod, TextFormat.DEFAULT);
    }

    @Override
    public final void writeBinary(Object value, ByteSink out) {
        out.putUtf8((String) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Utf8.compare((String) left, (String) right);
    }

    @Override
    public boolean equal(Object left, Object right) {
        return left.equals(right);
    }

    /** Number of characters (code points), as length() counts them. */
    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The first characters (code points) of a text. */
    static String prefix(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** The longest prefix of whole characters whose UTF-8 form has at most so many bytes. */
    static String clip(String text, int bytesMax) {
        if (text.length() * 3L <= bytesMax) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= bytesMax) {
            return text;
        }
        int end = bytesMax;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
