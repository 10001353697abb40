package io.trefoil.sql.functions.format;

import io.trefoil.sql.functions.format.NumberTemplate.Element;
import io.trefoil.sql.functions.format.NumberTemplate.Pattern;
import io.trefoil.sql.functions.format.NumberTemplate.SignPlace;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Objects;

/** Reads a number by a template: to_number. What the template does not expect is skipped rather than refused. */
final class NumberReader {
    private static final String DATA_CHARACTERS = "0123456789.,+-";
    /** VARHDRSZ, which numeric typmods carry. */
    private static final int TYPMOD_SHIFT = 4;

    private final NumberTemplate template;
    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private char sign = ' ';
    private int at;
    private int readBefore;
    private int readAfter;
    private boolean pointRead;

    private NumberReader(String text, NumberTemplate template) {
        this.text = text;
        this.template = template;
    }

    static SqlNumeric read(String text, NumberTemplate template) {
        if (template.exponent) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "\"EEEE\" not supported for input");
        }
        if (template.roman) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "\"RN\" not supported for input");
        }
        return new NumberReader(text, template).read();
    }

    private SqlNumeric read() {
        for (Element element : template.elements) {
            if (atEnd()) {
                break;
            }
            if (element.pattern() == null) {
                at += Character.charCount(text.codePointAt(at));
            } else {
                read(Objects.requireNonNull(element.pattern()));
            }
        }
        String number = digits.toString();
        if (number.endsWith(".")) {
            number = number.substring(0, number.length() - 1);
        }
        int precision = template.digitsBefore + template.shift + readAfter;
        SqlNumeric value = SqlNumeric.parse(sign + number).withTypmod((precision << 16 | readAfter) + TYPMOD_SHIFT);
        return template.shifted ? value.multiply(SqlNumeric.of(10).power(SqlNumeric.of(-template.shift))) : value;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private void read(Pattern pattern) {
        switch (pattern) {
            case NINE, ZERO, POINT, DECIMAL -> {
                place(pattern == Pattern.NINE || pattern == Pattern.ZERO);
                at++;
            }
            case COMMA, GROUP -> {
                if (!template.fillMode && text.charAt(at) == ',') {
                    at++;
                }
            }
            case LOCALE_CURRENCY -> skip(1);
            case ORDINAL -> skip(2);
            case MINUS -> sign("-");
            case PLUS -> sign("+");
            case SIGN -> sign("+-");
            case BLANK, CURRENCY, EXPONENT, FILL_MODE, BRACKETS, ROMAN, SPELL, LOCALE_SIGN, SHIFT -> {}
        }
    }

    private void sign(String wanted) {
        if (wanted.indexOf(text.charAt(at)) >= 0) {
            sign = text.charAt(at++);
        } else {
            skip(1);
        }
    }

    /** Skips characters that cannot belong to a number. */
    private void skip(int count) {
        for (int i = 0; i < count && !atEnd() && DATA_CHARACTERS.indexOf(text.charAt(at)) < 0; i++) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    /** Reads what stands at a place of the template; leaves the position on the last character used. */
    private void place(boolean digitPattern) {
        if (text.charAt(at) == ' ') {
            at++;
        }
        if (atEnd()) {
            return;
        }
        if (sign == ' ' && digitPattern && readBefore + readAfter == 0) {
            leadingSign();
        }
        if (atEnd()) {
            return;
        }
        boolean read = false;
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
            if (pointRead && readAfter == template.digitsAfter) {
                return;
            }
            digits.append(c);
            readAfter += pointRead ? 1 : 0;
            readBefore += pointRead ? 0 : 1;
            read = true;
        } else if (template.decimal && !pointRead && c == '.') {
            digits.append('.');
            pointRead = true;
            read = true;
        }
        if (sign == ' ' && readBefore + readAfter > 0) {
            trailingSign(read);
        }
    }

    private void leadingSign() {
        char c = text.charAt(at);
        if (template.localeSign && template.signPlace == SignPlace.BEFORE) {
            if (c == '-' || c == '+') {
                sign = c;
                at++;
            }
        } else if (!template.localeSign || template.signPlace != SignPlace.BEFORE) {
            if (c == '-' || template.brackets && c == '<') {
                sign = '-';
                at++;
            } else if (c == '+') {
                sign = '+';
                at++;
            }
        }
    }

    private void trailingSign(boolean read) {
        if (template.localeSign && read && at + 1 < text.length() && !Character.isDigit(text.charAt(at + 1))) {
            char c = text.charAt(at + 1);
            if (c == '-' || c == '+') {
                sign = c;
                at++;
            }
        } else if (!read && !template.localeSign && (template.plus || template.minus)) {
            char c = text.charAt(at);
            if (c == '-' || c == '+') {
                sign = c;
            }
        }
    }
}
