package io.trefoil.sql.parser;

/** Reads numeric constants: digits, a point, an exponent; PostgreSQL 15 rejects letters right after the number. */
final class NumberLexer {
    private NumberLexer() {}

    /** Adds the number that starts at {@code start} and returns its end. */
    static int read(String text, int start, TokenList tokens) {
        int i = digits(text, start);
        boolean integer = true;
        if (peek(text, i) == '.' && !(peek(text, i + 1) == '.' && i > start)) {
            integer = false;
            i = digits(text, i + 1);
        }
        char c = peek(text, i);
        if (c == 'e' || c == 'E') {
            i = exponent(text, start, i);
            integer = false;
        }
        if (i < text.length() && Lexer.isIdentifierStart(text.charAt(i))) {
            throw ParseErrors.near(text, start, Lexer.identifierEnd(text, i), "trailing junk after numeric literal");
        }
        tokens.add(
                integer && fitsInt(text, start, i) ? TokenKind.INTEGER_CONSTANT : TokenKind.NUMERIC_CONSTANT, start, i);
        return i;
    }

    private static int exponent(String text, int start, int e) {
        int i = e + 1;
        char sign = peek(text, i);
        boolean signed = sign == '+' || sign == '-';
        if (signed) {
            i++;
        }
        int end = digits(text, i);
        if (end == i) {
            // "1ex" fails with the whole word, "1e+x" after the sign.
            int stop = signed ? i : Lexer.identifierEnd(text, e);
            throw ParseErrors.near(text, start, stop, "trailing junk after numeric literal");
        }
        return end;
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean fitsInt(String text, int start, int end) {
        if (end - start <= 9) {
            return true;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + (text.charAt(i) - '0');
            if (value > Integer.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    private static char peek(String text, int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }
}
