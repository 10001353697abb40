package io.trefoil.sql.types;

/** The typmod of varchar, char, bit and varbit: the declared length, plus 4 for the character types. */
final class LengthTypmod {
    /** varchar.c, MaxAttrSize: 10 MB. */
    private static final int CHARACTERS_MAX = 10485760;

    /** varbit.h: MaxAttrSize * BITS_PER_BYTE. */
    private static final int BITS_MAX = CHARACTERS_MAX * 8;

    static final int HEADER = 4;

    private LengthTypmod() {}

    static int ofCharacters(int[] modifiers, String type) {
        return length(modifiers, type, CHARACTERS_MAX) + HEADER;
    }

    static int ofBits(int[] modifiers, String type) {
        return length(modifiers, type, BITS_MAX);
    }

    private static int length(int[] modifiers, String type, int greatest) {
        if (modifiers.length != 1) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid type modifier");
        }
        if (modifiers[0] < 1) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "length for type " + type + " must be at least 1");
        }
        if (modifiers[0] > greatest) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "length for type " + type + " cannot exceed " + greatest);
        }
        return modifiers[0];
    }

    static SqlStateException tooLong(String type, int length) {
        return new SqlStateException(
                SqlState.STRING_DATA_RIGHT_TRUNCATION, "value too long for type " + type + "(" + length + ")");
    }
}
