package io.trefoil.sql.functions.format;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** English ordinal endings and Roman numerals. */
final class Ordinals {
    private static final int ROMAN_MAX = 3999;
    private static final int ROMAN_WIDTH = 15;
    private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] NUMERALS = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};

    private Ordinals() {}

    /** TH, ST, ND or RD for a number in digits; 22P02 when it does not end in a digit. */
    static String ending(String number) {
        char last = number.charAt(number.length() - 1);
        if (last < '0' || last > '9') {
            throw new SqlStateException(SqlState.INVALID_TEXT_REPRESENTATION, "\"" + number + "\" is not a number");
        }
        boolean teen = number.length() > 1 && number.charAt(number.length() - 2) == '1';
        if (teen) {
            return "TH";
        }
        return switch (last) {
            case '1' -> "ST";
            case '2' -> "ND";
            case '3' -> "RD";
            default -> "TH";
        };
    }

    /** Number signs when it is out of the range that Roman numerals have. */
    static String roman(long number) {
        if (number < 1 || number > ROMAN_MAX) {
            return "#".repeat(ROMAN_WIDTH);
        }
        StringBuilder text = new StringBuilder();
        long rest = number;
        for (int i = 0; i < VALUES.length; i++) {
            while (rest >= VALUES[i]) {
                text.append(NUMERALS[i]);
                rest -= VALUES[i];
            }
        }
        return text.toString();
    }
}
