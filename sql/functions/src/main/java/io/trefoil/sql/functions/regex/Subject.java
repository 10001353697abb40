package io.trefoil.sql.functions.regex;

import org.jspecify.annotations.Nullable;

/** A text to match, addressed by characters (code points); only texts with surrogate pairs are copied. */
final class Subject {
    private final String text;
    private final int @Nullable [] codePoints;
    private final int length;

    Subject(String text) {
        this.text = text;
        int count = text.codePointCount(0, text.length());
        this.codePoints = count == text.length() ? null : text.codePoints().toArray();
        this.length = count;
    }

    int length() {
        return length;
    }

    int at(int index) {
        return codePoints == null ? text.charAt(index) : codePoints[index];
    }

    String text() {
        return text;
    }

    String slice(int from, int to) {
        return codePoints == null ? text.substring(from, to) : new String(codePoints, from, to - from);
    }

    boolean holds(Ast.Place place, int index) {
        int before = index == 0 ? Surroundings.NONE : Surroundings.kind(at(index - 1));
        int after = index == length ? Surroundings.NONE : Surroundings.kind(at(index));
        return Surroundings.holds(place, before, after);
    }
}
