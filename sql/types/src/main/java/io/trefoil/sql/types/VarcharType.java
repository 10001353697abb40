package io.trefoil.sql.types;

/** character varying(n): text of at most n characters; excess blanks are dropped, other excess raises 22001. */
final class VarcharType extends StringType {
    VarcharType() {
        super(TypeOid.VARCHAR, TypeOid.VARCHAR_ARRAY, "varchar", "character varying", 'S', false, -1);
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return fit(text, typmod, false);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return fit((String) value, typmod, explicit);
    }

    private static String fit(String text, int typmod, boolean truncate) {
        int limit = typmod - LengthTypmod.HEADER;
        if (typmod < LengthTypmod.HEADER || text.length() <= limit || characters(text) <= limit) {
            return text;
        }
        String kept = prefix(text, limit);
        if (!truncate) {
            for (int i = kept.length(); i < text.length(); i++) {
                if (text.charAt(i) != ' ') {
                    throw LengthTypmod.tooLong("character varying", limit);
                }
            }
        }
        return kept;
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < LengthTypmod.HEADER ? "" : "(" + (typmod - LengthTypmod.HEADER) + ")";
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return LengthTypmod.ofCharacters(modifiers, "varchar");
    }
}
