package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of code points as sorted, disjoint ranges. Immutable. */
final class CharSet {
    static final int LAST = Character.MAX_CODE_POINT;
    static final CharSet ANY = ofRange(0, LAST);
    static final CharSet NEWLINE = ofRange('\n', '\n');
    static final CharSet WORD = new CharSet(new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'});

    private final int[] bounds;

    private CharSet(int[] bounds) {
        this.bounds = bounds;
    }

    static CharSet ofRange(int first, int last) {
        return new CharSet(new int[] {first, last});
    }

    /** First and last code point of each range, in any order and maybe overlapping. */
    static CharSet ofRanges(List<int[]> ranges) {
        List<int[]> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[] bounds = new int[2 * sorted.size()];
        int count = 0;
        for (int[] range : sorted) {
            if (count > 0 && range[0] <= bounds[count - 1] + 1) {
                bounds[count - 1] = Math.max(bounds[count - 1], range[1]);
            } else {
                bounds[count++] = range[0];
                bounds[count++] = range[1];
            }
        }
        return new CharSet(Arrays.copyOf(bounds, count));
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (codePoint <= bounds[i + 1]) {
                return codePoint >= bounds[i];
            }
        }
        return false;
    }

    CharSet complement() {
        List<int[]> ranges = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] > next) {
                ranges.add(new int[] {next, bounds[i] - 1});
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= LAST) {
            ranges.add(new int[] {next, LAST});
        }
        return ofRanges(ranges);
    }

    CharSet union(CharSet other) {
        List<int[]> ranges = new ArrayList<>();
        addTo(ranges);
        other.addTo(ranges);
        return ofRanges(ranges);
    }

    CharSet without(CharSet other) {
        return complement().union(other).complement();
    }

    /** With the other case of each ASCII letter; other letters have no case in collation C. */
    CharSet ignoringCase() {
        List<int[]> ranges = new ArrayList<>();
        addTo(ranges);
        for (char c = 'a'; c <= 'z'; c++) {
            char upper = (char) (c - 'a' + 'A');
            if (contains(c) || contains(upper)) {
                ranges.add(new int[] {c, c});
                ranges.add(new int[] {upper, upper});
            }
        }
        return ofRanges(ranges);
    }

    void addTo(List<int[]> ranges) {
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new int[] {bounds[i], bounds[i + 1]});
        }
    }
}
