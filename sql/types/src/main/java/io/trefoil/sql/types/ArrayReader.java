package io.trefoil.sql.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of an array: optional dimensions {@code [2:4][1:2]=}, then nested braces; elements may be quoted,
 * NULL without quotes is null (PostgreSQL docs, "Array Input and Output Syntax"). The structure is checked as a whole
 * before any element is converted.
 */
final class ArrayReader {
    /** array.h, MAXDIM. */
    static final int DIMENSIONS_MAX = 6;

    private static final String MISMATCH = "Multidimensional arrays must have sub-arrays with matching dimensions.";

    private enum State {
        OUTSIDE,
        LEVEL_STARTED,
        ELEMENT_STARTED,
        QUOTED_STARTED,
        QUOTED_COMPLETED,
        ELEMENT_DELIMITED,
        LEVEL_COMPLETED,
        LEVEL_DELIMITED
    }

    private final SqlType element;
    private final String text;
    private final int typmod;
    private final TextFormat format;

    private int at;
    /** Where the braces begin; errors in them quote the text from there on. */
    private int body;

    private int declaredRank;
    private final int[] declaredLengths = new int[DIMENSIONS_MAX];
    private final int[] lowerBounds = new int[DIMENSIONS_MAX];

    private State state = State.OUTSIDE;
    private int level;
    private int rank;
    /** Members seen so far in the open level, and the count that earlier levels of the same depth had (0: none yet). */
    private final int[] counts = new int[DIMENSIONS_MAX];

    private final int[] lengths = new int[DIMENSIONS_MAX];
    /** The level at which elements stand, 0 before the first. */
    private int elementLevel;

    /** Elements at different levels: an error, but structural ones come first. */
    private boolean ragged;

    private final List<@Nullable String> items = new ArrayList<>();

    private final StringBuilder item = new StringBuilder();
    /** Length of the item without trailing blanks, which count only when quoted or escaped. */
    private int itemEnd;

    private boolean escaped;

    ArrayReader(SqlType element, String text, int typmod, TextFormat format) {
        this.element = element;
        this.text = text;
        this.typmod = typmod;
        this.format = format;
    }

    SqlArray read() {
        readDimensions();
        body = at;
        readStructure();
        if (declaredRank > 0) {
            requireDeclaredShape();
        }
        if (items.isEmpty()) {
            return SqlArray.of(element);
        }
        @Nullable Object[] values = new @Nullable Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            String source = items.get(i);
            values[i] = source == null ? null : element.parse(source, typmod, format);
        }
        if (declaredRank == 0) {
            Arrays.fill(lowerBounds, 1);
        }
        return new SqlArray(element, values, Arrays.copyOf(lengths, rank), Arrays.copyOf(lowerBounds, rank));
    }

    private char current() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && AsciiText.isSpace(text.charAt(at))) {
            at++;
        }
    }

    private void readDimensions() {
        skipSpace();
        while (current() == '[') {
            at++;
            if (declaredRank >= DIMENSIONS_MAX) {
                throw tooManyDimensions(declaredRank + 1);
            }
            int lower = 1;
            int bound = readBound("\"[\" must introduce explicitly-specified array dimensions.");
            if (current() == ':') {
                at++;
                lower = bound;
                bound = readBound("Missing array dimension value.");
            }
            if (current() != ']') {
                throw malformed("Missing \"]\" after array dimensions.");
            }
            at++;
            if (bound < lower) {
                throw new SqlStateException(
                        SqlState.ARRAY_ELEMENT_ERROR, "upper bound cannot be less than lower bound");
            }
            lowerBounds[declaredRank] = lower;
            declaredLengths[declaredRank++] = bound - lower + 1;
            skipSpace();
        }
        if (declaredRank == 0) {
            if (current() != '{') {
                throw malformed("Array value must start with \"{\" or dimension information.");
            }
            return;
        }
        if (current() != '=') {
            throw malformed("Missing \"=\" after array dimensions.");
        }
        at++;
        skipSpace();
        if (current() != '{') {
            throw malformed("Array contents must start with \"{\".");
        }
    }

    private int readBound(String missing) {
        int start = at;
        while (AsciiText.isDigit(current()) || current() == '-' || current() == '+') {
            at++;
        }
        if (at == start) {
            throw malformed(missing);
        }
        return NumberPrefix.toInt(text.substring(start, at));
    }

    private void requireDeclaredShape() {
        if (items.isEmpty() || rank != declaredRank || !Arrays.equals(lengths, 0, rank, declaredLengths, 0, rank)) {
            body = 0;
            throw malformed("Specified array dimensions do not match array contents.");
        }
        for (int i = 0; i < rank; i++) {
            if ((long) lowerBounds[i] + lengths[i] > Integer.MAX_VALUE) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "array lower bound is too large: " + lowerBounds[i]);
            }
        }
    }

    private void readStructure() {
        do {
            if (at >= text.length()) {
                throw malformed("Unexpected end of input.");
            }
            char c = text.charAt(at++);
            if (c == '\\') {
                escape();
            } else if (c == '"') {
                quote();
            } else if (state == State.QUOTED_STARTED) {
                append(c);
            } else if (c == '{') {
                openLevel();
            } else if (c == '}') {
                closeLevel();
            } else if (c == ',') {
                delimiter();
            } else {
                plain(c);
            }
        } while (level > 0);
        skipSpace();
        if (at < text.length()) {
            throw malformed("Junk after closing right brace.");
        }
        if (ragged) {
            throw malformed(MISMATCH);
        }
    }

    private boolean mayStartElement() {
        return state == State.LEVEL_STARTED || state == State.ELEMENT_DELIMITED;
    }

    private void escape() {
        if (!mayStartElement() && state != State.ELEMENT_STARTED && state != State.QUOTED_STARTED) {
            throw malformed("Unexpected \"\\\" character.");
        }
        if (state != State.QUOTED_STARTED) {
            state = State.ELEMENT_STARTED;
        }
        if (at >= text.length()) {
            throw malformed("Unexpected end of input.");
        }
        escaped = true;
        append(text.charAt(at++));
    }

    private void quote() {
        if (!mayStartElement() && state != State.QUOTED_STARTED) {
            throw malformed("Unexpected array element.");
        }
        escaped = true;
        state = state == State.QUOTED_STARTED ? State.QUOTED_COMPLETED : State.QUOTED_STARTED;
    }

    private void append(char c) {
        item.append(c);
        itemEnd = item.length();
    }

    private void plain(char c) {
        if (AsciiText.isSpace(c)) {
            if (state == State.ELEMENT_STARTED) {
                item.append(c);
            }
            return;
        }
        if (!mayStartElement() && state != State.ELEMENT_STARTED) {
            throw malformed("Unexpected array element.");
        }
        state = State.ELEMENT_STARTED;
        append(c);
    }

    private void openLevel() {
        if (state != State.OUTSIDE && state != State.LEVEL_STARTED && state != State.LEVEL_DELIMITED) {
            throw malformed("Unexpected \"{\" character.");
        }
        if (level >= DIMENSIONS_MAX) {
            throw tooManyDimensions(level + 1);
        }
        state = State.LEVEL_STARTED;
        counts[level++] = 0;
        rank = Math.max(rank, level);
        ragged |= elementLevel != 0 && level > elementLevel;
    }

    private void closeLevel() {
        boolean empty = level == 1 && state == State.LEVEL_STARTED;
        if (!empty && !memberCompleted()) {
            throw malformed("Unexpected \"}\" character.");
        }
        if (!empty) {
            completeMember();
        }
        state = State.LEVEL_COMPLETED;
        level--;
        if (lengths[level] != 0 && lengths[level] != counts[level]) {
            throw malformed(MISMATCH);
        }
        lengths[level] = counts[level];
    }

    private void delimiter() {
        if (!memberCompleted()) {
            throw malformed("Unexpected \",\" character.");
        }
        State next = state == State.LEVEL_COMPLETED ? State.LEVEL_DELIMITED : State.ELEMENT_DELIMITED;
        completeMember();
        state = next;
    }

    private boolean memberCompleted() {
        return state == State.ELEMENT_STARTED || state == State.QUOTED_COMPLETED || state == State.LEVEL_COMPLETED;
    }

    private void completeMember() {
        counts[level - 1]++;
        if (state == State.LEVEL_COMPLETED) {
            return;
        }
        ragged |= elementLevel != 0 && level != elementLevel;
        elementLevel = level;
        item.setLength(itemEnd);
        String value = item.toString();
        items.add(!escaped && value.equalsIgnoreCase("null") ? null : value);
        item.setLength(0);
        itemEnd = 0;
        escaped = false;
    }

    static SqlStateException tooManyDimensions(int rank) {
        return new SqlStateException(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "number of array dimensions (" + rank + ") exceeds the maximum allowed (" + DIMENSIONS_MAX + ")");
    }

    private SqlStateException malformed(String detail) {
        return new SqlStateException(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "malformed array literal: \"" + text.substring(body) + "\"")
                .withDetail(detail);
    }
}
