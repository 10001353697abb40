package io.trefoil.sql.functions.format;

import io.trefoil.sql.functions.format.NumberTemplate.Element;
import io.trefoil.sql.functions.format.NumberTemplate.Pattern;
import io.trefoil.sql.functions.format.NumberTemplate.SignPlace;
import io.trefoil.sql.functions.text.CaseFunctions;
import java.util.Objects;

/**
 * Writes the digits of a number into a template. Positions are counted over the template's digits and its decimal
 * point; the digits come already rounded to the places the template has, without sign.
 */
final class NumberWriter {
    private static final int ROMAN_WIDTH = 15;
    private static final int NONE = -1;

    private final NumberTemplate template;
    private final String digits;
    private final char sign;
    private final StringBuilder out = new StringBuilder();
    private final int blanksBefore;
    private final int positions;
    private boolean brackets;
    private SignPlace signPlace;
    private boolean signWritten;
    /** Whether a digit was just written; group separators before the first digit are blank. */
    private boolean inNumber;

    private int position;
    private int nextDigit;
    /** In fill mode, the last digit that must be shown: zeros after it are dropped. */
    private int lastRelevant = NONE;

    /** A place after the number's last digit ends the output: PostgreSQL writes a NUL there. */
    private int endOfOutput = NONE;

    private NumberWriter(NumberTemplate template, String digits, char sign, int blanksBefore) {
        this.template = template;
        this.digits = digits;
        this.sign = sign;
        this.blanksBefore = template.roman ? 0 : blanksBefore;
        this.brackets = template.brackets;
        this.signPlace = template.signPlace;
        decideSign();
        int count = template.digitsAfter + template.digitsBefore - 1;
        if (template.fillMode && template.decimal) {
            findLastRelevant();
        }
        this.positions = count + (!signWritten && blanksBefore == 0 ? 1 : 0);
    }

    /**
     * @param digits the rounded number without sign, or Roman numerals
     * @param blanksBefore how many places of the template are left empty before the number
     */
    static String write(NumberTemplate template, String digits, char sign, int blanksBefore) {
        return new NumberWriter(template, digits, sign, blanksBefore).write();
    }

    private void decideSign() {
        if (template.plus || template.minus) {
            signWritten = !template.plus || template.minus;
            return;
        }
        if (sign != '-' && template.fillMode) {
            brackets = false;
        }
        signWritten = sign == '+' && template.fillMode && !template.localeSign;
        if (signPlace == SignPlace.BEFORE && template.digitsBefore == template.digitsBeforeSign) {
            signPlace = SignPlace.AFTER;
        }
    }

    private void findLastRelevant() {
        int point = digits.indexOf('.');
        if (point < 0) {
            return;
        }
        lastRelevant = point;
        for (int i = point + 1; i < digits.length(); i++) {
            if (digits.charAt(i) != '0') {
                lastRelevant = i;
            }
        }
        if (template.lastZero > blanksBefore) {
            int kept = Math.min(digits.length() - 1, template.lastZero - blanksBefore);
            lastRelevant = Math.max(lastRelevant, kept);
        }
    }

    private String write() {
        for (Element element : template.elements) {
            if (element.pattern() == null) {
                out.append(element.text());
            } else {
                write(element);
            }
        }
        return endOfOutput == NONE ? out.toString() : out.substring(0, endOfOutput);
    }

    private void write(Element element) {
        switch (Objects.requireNonNull(element.pattern())) {
            case NINE, ZERO, POINT, DECIMAL -> {
                if (!template.roman) {
                    place(element.pattern() == Pattern.ZERO);
                }
            }
            case COMMA, GROUP -> {
                if (inNumber) {
                    out.append(',');
                } else if (!template.fillMode) {
                    out.append(' ');
                }
            }
            case LOCALE_CURRENCY -> out.append(' ');
            case ROMAN -> {
                String numerals = element.lowerCase() ? CaseFunctions.lower(digits) : digits;
                out.append(template.fillMode ? "" : " ".repeat(Math.max(0, ROMAN_WIDTH - numerals.length())));
                out.append(numerals);
            }
            case ORDINAL -> {
                if (!template.roman && digits.charAt(0) != '#' && sign != '-' && !template.decimal) {
                    String ending = Ordinals.ending(digits);
                    out.append(element.lowerCase() ? CaseFunctions.lower(ending) : ending);
                }
            }
            case MINUS -> appendSign('-');
            case PLUS -> appendSign('+');
            case SIGN -> out.append(template.roman ? "" : sign);
            case BLANK, CURRENCY, EXPONENT, FILL_MODE, BRACKETS, SPELL, LOCALE_SIGN, SHIFT -> {}
        }
    }

    private void appendSign(char wanted) {
        if (sign == wanted) {
            out.append(wanted);
        } else if (!template.fillMode) {
            out.append(' ');
        }
    }

    /** One place of the template: a digit, the decimal point, or nothing yet. */
    private void place(boolean zeroPattern) {
        inNumber = false;
        writeSignWhenDue();
        boolean zeroFilled = template.zero && position >= template.firstZero;
        if (position < blanksBefore && !zeroFilled) {
            out.append(template.fillMode ? "" : " ");
        } else if (position < blanksBefore) {
            out.append('0');
            inNumber = true;
        } else {
            writeNext(zeroPattern);
        }
        closeSignWhenDone();
        position++;
    }

    private void writeSignWhenDue() {
        boolean numberBegins = position >= blanksBefore || template.zero && template.firstZero == position;
        if (signWritten || !numberBegins || droppedZero() && !endsAtPoint()) {
            return;
        }
        if (template.localeSign) {
            if (signPlace == SignPlace.BEFORE) {
                out.append(sign);
                signWritten = true;
            }
        } else if (brackets) {
            out.append(sign == '+' ? ' ' : '<');
            signWritten = true;
        } else {
            out.append(sign == '-' ? "-" : template.fillMode ? "" : " ");
            signWritten = true;
        }
    }

    /** The 0 of 0.1 is not shown by 9.9. */
    private boolean droppedZero() {
        return !template.zero && nextDigit == 0 && digits.charAt(0) == '0' && template.digitsAfter != 0;
    }

    private boolean endsAtPoint() {
        return lastRelevant != NONE && digits.charAt(lastRelevant) == '.';
    }

    private void writeNext(boolean zeroPattern) {
        char next = nextDigit < digits.length() ? digits.charAt(nextDigit) : 0;
        if (next == '.') {
            if (lastRelevant == NONE || !endsAtPoint() || template.fillMode) {
                out.append('.');
            }
        } else if (lastRelevant == NONE || nextDigit <= lastRelevant || zeroPattern) {
            if (!droppedZero()) {
                endOfOutput = next == 0 && endOfOutput == NONE ? out.length() : endOfOutput;
                out.append(next == 0 ? "" : String.valueOf(next));
                inNumber = true;
            } else if (!template.fillMode) {
                out.append(' ');
            } else if (endsAtPoint()) {
                out.append('0');
            }
        }
        if (next != 0) {
            nextDigit++;
        }
    }

    private void closeSignWhenDone() {
        int end = positions + (blanksBefore > 0 ? 1 : 0) + (template.decimal ? 1 : 0);
        if (lastRelevant != NONE && lastRelevant == nextDigit) {
            end = position;
        }
        if (position + 1 != end) {
            return;
        }
        if (signWritten && brackets) {
            out.append(sign == '+' ? ' ' : '>');
        } else if (template.localeSign && signPlace == SignPlace.AFTER) {
            out.append(sign);
        }
    }
}
