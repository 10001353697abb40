package io.trefoil.sql.types;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits date/time text into fields by the look of their characters (PostgreSQL docs, appendix B.1, "Date/Time Input
 * Interpretation"). Letters come out in lower case, punctuation between fields is dropped.
 */
final class DateTimeScanner {
    /** What a field looks like. */
    enum Kind {
        /** Digits only, or with one decimal point. */
        NUMBER,
        /** Digits with colons. */
        TIME,
        /** Digits or letters joined by {@code - / .}; also zone names. */
        DATE,
        /** A sign and digits: a zone offset, or a signed number of an interval. */
        ZONE,
        WORD,
        /** A sign and letters, such as {@code -infinity}. */
        SIGNED_WORD
    }

    /** One field of the text. */
    record Field(Kind kind, String text) {}

    /** datetime.h, MAXDATEFIELDS. */
    private static final int FIELDS_MAX = 25;

    private final String source;
    private final int lengthMax;
    private final List<Field> fields = new ArrayList<>(8);
    private final StringBuilder field = new StringBuilder();
    private int at;
    private int used;

    private DateTimeScanner(String source, int lengthMax) {
        this.source = source;
        this.lengthMax = lengthMax;
    }

    /**
     * @param lengthMax bound for the length of all fields, each counted with one character more
     * @throws DateTimeFault FORMAT
     */
    static List<Field> scan(String source, int lengthMax) {
        DateTimeScanner scanner = new DateTimeScanner(source, lengthMax);
        scanner.scan();
        return scanner.fields;
    }

    private void scan() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (AsciiText.isSpace(c)) {
                at++;
                continue;
            }
            if (fields.size() >= FIELDS_MAX) {
                throw DateTimeFault.FORMAT;
            }
            field.setLength(0);
            Kind kind;
            if (AsciiText.isDigit(c)) {
                kind = number();
            } else if (c == '.') {
                take();
                digits();
                kind = Kind.NUMBER;
            } else if (AsciiText.isAlpha(c)) {
                kind = word();
            } else if (c == '+' || c == '-') {
                kind = signed();
            } else if (AsciiText.isPunctuation(c)) {
                at++;
                continue;
            } else {
                throw DateTimeFault.FORMAT;
            }
            used++;
            fields.add(new Field(kind, field.toString()));
        }
    }

    private char current() {
        return at < source.length() ? source.charAt(at) : 0;
    }

    private void take() {
        if (++used >= lengthMax) {
            throw DateTimeFault.FORMAT;
        }
        field.append((char) AsciiText.toLower(source.charAt(at++)));
    }

    private void digits() {
        while (AsciiText.isDigit(current())) {
            take();
        }
    }

    private void letters() {
        while (AsciiText.isAlpha(current())) {
            take();
        }
    }

    private Kind number() {
        digits();
        char delimiter = current();
        if (delimiter == ':') {
            while (AsciiText.isDigit(current()) || current() == ':' || current() == '.') {
                take();
            }
            return Kind.TIME;
        }
        if (delimiter != '-' && delimiter != '/' && delimiter != '.') {
            return Kind.NUMBER;
        }
        take();
        if (!AsciiText.isDigit(current())) {
            while (AsciiText.isAlphanumeric(current()) || current() == delimiter) {
                take();
            }
            return Kind.DATE;
        }
        digits();
        if (current() == delimiter) {
            while (AsciiText.isDigit(current()) || current() == delimiter) {
                take();
            }
            return Kind.DATE;
        }
        return delimiter == '.' ? Kind.NUMBER : Kind.DATE;
    }

    private Kind word() {
        letters();
        char next = current();
        boolean joined = next == '-' || next == '/' || next == '.';
        if (next == '+' || AsciiText.isDigit(next)) {
            // a key word ends here; anything else may be a zone such as gmt+3
            joined = DateTimeWord.find(field.toString()) == null;
        }
        if (!joined) {
            return Kind.WORD;
        }
        do {
            take();
        } while (AsciiText.isAlphanumeric(current()) || current() != 0 && "+-/_.:".indexOf(current()) >= 0);
        return Kind.DATE;
    }

    private Kind signed() {
        take();
        while (AsciiText.isSpace(current())) {
            at++;
        }
        if (AsciiText.isDigit(current())) {
            while (AsciiText.isDigit(current()) || current() != 0 && ":.-".indexOf(current()) >= 0) {
                take();
            }
            return Kind.ZONE;
        }
        if (!AsciiText.isAlpha(current())) {
            throw DateTimeFault.FORMAT;
        }
        letters();
        return Kind.SIGNED_WORD;
    }
}
