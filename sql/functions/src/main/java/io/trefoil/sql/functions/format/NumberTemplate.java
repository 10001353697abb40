package io.trefoil.sql.functions.format;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template of to_char and to_number for numbers (PostgreSQL docs, "Template Patterns for Numeric Formatting"). */
final class NumberTemplate {
    /** The patterns, in the order in which they are tried. */
    enum Pattern {
        COMMA(","),
        POINT("."),
        ZERO("0"),
        NINE("9"),
        BLANK("B b"),
        CURRENCY("C c"),
        DECIMAL("D d"),
        EXPONENT("EEEE eeee"),
        FILL_MODE("FM fm"),
        GROUP("G g"),
        LOCALE_CURRENCY("L l"),
        MINUS("MI mi"),
        PLUS("PL pl"),
        BRACKETS("PR pr"),
        ROMAN("RN rn"),
        SIGN("SG sg"),
        SPELL("SP sp"),
        LOCALE_SIGN("S s"),
        ORDINAL("TH th"),
        SHIFT("V v");

        private final String[] names;

        Pattern(String names) {
            this.names = names.split(" ");
        }
    }

    /** Where S puts the sign. */
    enum SignPlace {
        NONE,
        BEFORE,
        AFTER
    }

    /**
     * One element.
     *
     * @param pattern null for a literal character
     * @param text the pattern as written, or the literal character
     */
    record Element(@Nullable Pattern pattern, String text) {
        boolean lowerCase() {
            return text.charAt(0) >= 'a';
        }
    }

    final List<Element> elements = new ArrayList<>();
    int digitsBefore;
    int digitsAfter;
    int shift;
    int firstZero;
    int lastZero;
    int digitsBeforeSign;
    SignPlace signPlace = SignPlace.NONE;
    boolean decimal;
    boolean zero;
    boolean fillMode;
    boolean localeSign;
    boolean brackets;
    boolean minus;
    boolean plus;
    boolean roman;
    boolean shifted;
    boolean exponent;

    NumberTemplate(String template) {
        int at = 0;
        while (at < template.length()) {
            Element element = patternAt(template, at);
            if (element != null) {
                note(element);
                elements.add(element);
                at += element.text().length();
            } else {
                at = TemplateText.read(template, at, this::literal, this::literal);
            }
        }
        firstZero = Math.max(0, firstZero - 1);
    }

    private void literal(int character) {
        elements.add(new Element(null, Character.toString(character)));
    }

    private static @Nullable Element patternAt(String template, int at) {
        for (Pattern pattern : Pattern.values()) {
            for (String name : pattern.names) {
                if (template.startsWith(name, at)) {
                    return new Element(pattern, name);
                }
            }
        }
        return null;
    }

    private void note(Element element) {
        Pattern pattern = Objects.requireNonNull(element.pattern());
        if (exponent && pattern != Pattern.EXPONENT) {
            throw malformed("\"EEEE\" must be the last pattern used");
        }
        switch (pattern) {
            case NINE -> {
                check(!brackets, "\"9\" must be ahead of \"PR\"");
                if (shifted) {
                    shift++;
                } else if (decimal) {
                    digitsAfter++;
                } else {
                    digitsBefore++;
                }
            }
            case ZERO -> {
                check(!brackets, "\"0\" must be ahead of \"PR\"");
                if (!zero && !decimal) {
                    zero = true;
                    firstZero = digitsBefore + 1;
                }
                if (decimal) {
                    digitsAfter++;
                } else {
                    digitsBefore++;
                }
                lastZero = digitsBefore + digitsAfter;
            }
            case POINT, DECIMAL -> {
                check(!decimal, "multiple decimal points");
                check(!shifted, "cannot use \"V\" and decimal point together");
                decimal = true;
            }
            case FILL_MODE -> fillMode = true;
            case LOCALE_SIGN -> noteLocaleSign();
            case MINUS -> {
                check(!localeSign, "cannot use \"S\" and \"MI\" together");
                minus = true;
            }
            case PLUS -> {
                check(!localeSign, "cannot use \"S\" and \"PL\" together");
                plus = true;
            }
            case SIGN -> {
                check(!localeSign, "cannot use \"S\" and \"SG\" together");
                minus = true;
                plus = true;
            }
            case BRACKETS -> {
                check(!localeSign && !plus && !minus, "cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
                brackets = true;
            }
            case ROMAN -> roman = true;
            case SHIFT -> {
                check(!decimal, "cannot use \"V\" and decimal point together");
                shifted = true;
            }
            case EXPONENT -> noteExponent();
            case BLANK -> blank |= digitsBefore == 0 && digitsAfter == 0 && !zero;
            case COMMA, CURRENCY, GROUP, LOCALE_CURRENCY, SPELL, ORDINAL -> {}
        }
    }

    private boolean blank;

    private void noteLocaleSign() {
        check(!localeSign, "cannot use \"S\" twice");
        check(!plus && !minus && !brackets, "cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together");
        localeSign = true;
        if (decimal) {
            signPlace = SignPlace.AFTER;
        } else {
            signPlace = SignPlace.BEFORE;
            digitsBeforeSign = digitsBefore;
        }
    }

    private void noteExponent() {
        check(!exponent, "cannot use \"EEEE\" twice");
        if (blank || fillMode || localeSign || brackets || minus || plus || roman || shifted) {
            throw malformed("\"EEEE\" is incompatible with other formats")
                    .withDetail("\"EEEE\" may only be used together with digit and decimal point patterns.");
        }
        exponent = true;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw malformed(message);
        }
    }

    private static SqlStateException malformed(String message) {
        return new SqlStateException(SqlState.SYNTAX_ERROR, message);
    }
}
