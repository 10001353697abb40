package io.trefoil.sql.types;

/** name: an identifier, silently cut to 63 bytes of UTF-8 on input. */
final class NameType extends StringType {
    /** NAMEDATALEN - 1. */
    private static final int BYTES_MAX = 63;

    NameType() {
        super(TypeOid.NAME, TypeOid.NAME_ARRAY, "name", "name", 'S', false, 64);
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return clip(text, BYTES_MAX);
    }
}
