package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;

/** A type whose input function reads bytes; the String entry encodes and delegates. */
abstract class ByteParsedType extends SqlType {
    ByteParsedType(int oid, int arrayOid, String name, String sqlName, char category, boolean preferred, int length) {
        super(oid, arrayOid, name, sqlName, category, preferred, length);
    }

    @Override
    public final Object parse(String text, int typmod, TextFormat format) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, typmod, format);
    }

    @Override
    public abstract Object parse(byte[] source, int offset, int length, int typmod, TextFormat format);
}
