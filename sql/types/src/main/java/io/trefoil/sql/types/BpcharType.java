package io.trefoil.sql.types;

/** character(n): text padded with blanks to n characters; blanks at the end do not count in comparisons. */
final class BpcharType extends StringType {
    BpcharType() {
        super(TypeOid.BPCHAR, TypeOid.BPCHAR_ARRAY, "bpchar", "character", 'S', false, -1);
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
        if (typmod < LengthTypmod.HEADER) {
            return text;
        }
        int limit = typmod - LengthTypmod.HEADER;
        int characters = characters(text);
        if (characters <= limit) {
            return text + " ".repeat(limit - characters);
        }
        String kept = prefix(text, limit);
        if (!truncate && trimmedLength(text) > kept.length()) {
            throw LengthTypmod.tooLong("character", limit);
        }
        return kept;
    }

    private static int trimmedLength(String text) {
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        return length;
    }

    private static String trimmed(Object value) {
        String text = (String) value;
        return text.substring(0, trimmedLength(text));
    }

    @Override
    public int compare(Object left, Object right) {
        return Utf8.compare(trimmed(left), trimmed(right));
    }

    @Override
    public boolean equal(Object left, Object right) {
        return trimmed(left).equals(trimmed(right));
    }

    @Override
    public int hash(Object value) {
        return trimmed(value).hashCode();
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < LengthTypmod.HEADER ? "" : "(" + (typmod - LengthTypmod.HEADER) + ")";
    }

    @Override
    public String formatted(int typmod) {
        return typmod < LengthTypmod.HEADER ? "bpchar" : super.formatted(typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return LengthTypmod.ofCharacters(modifiers, "char");
    }
}
