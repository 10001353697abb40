package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Classes of characters that a regular expression does not tell apart, numbered from 0. Newline and word characters
 * are always kept apart from the others, so that a color also tells the kind of {@link Surroundings}.
 */
final class Colors {
    private static final int TABLE_SIZE = 256;

    private final int[] starts;
    private final int[] colorOfRange;
    private final int[] table = new int[TABLE_SIZE];
    private final int[] representatives;

    Colors(Collection<CharSet> sets) {
        TreeSet<Integer> bounds = new TreeSet<>();
        bounds.add(0);
        List<CharSet> all = new ArrayList<>(sets);
        all.add(CharSet.NEWLINE);
        all.add(CharSet.WORD);
        for (CharSet set : all) {
            List<int[]> ranges = new ArrayList<>();
            set.addTo(ranges);
            for (int[] range : ranges) {
                bounds.add(range[0]);
                bounds.add(range[1] + 1);
            }
        }
        this.starts = bounds.stream().mapToInt(Integer::intValue).toArray();
        this.colorOfRange = new int[starts.length];
        this.representatives = assign(all);
        for (int c = 0; c < TABLE_SIZE; c++) {
            table[c] = colorOfRange[rangeOf(c)];
        }
    }

    /** Ranges that belong to the same sets share a color. */
    private int[] assign(List<CharSet> sets) {
        List<boolean[]> memberships = new ArrayList<>();
        List<Integer> examples = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            boolean[] membership = new boolean[sets.size()];
            for (int j = 0; j < membership.length; j++) {
                membership[j] = sets.get(j).contains(starts[i]);
            }
            int color = 0;
            while (color < memberships.size() && !Arrays.equals(memberships.get(color), membership)) {
                color++;
            }
            if (color == memberships.size()) {
                memberships.add(membership);
                examples.add(starts[i]);
            }
            colorOfRange[i] = color;
        }
        return examples.stream().mapToInt(Integer::intValue).toArray();
    }

    private int rangeOf(int codePoint) {
        int index = Arrays.binarySearch(starts, codePoint);
        return index >= 0 ? index : -index - 2;
    }

    int count() {
        return representatives.length;
    }

    int of(int codePoint) {
        return codePoint < TABLE_SIZE ? table[codePoint] : colorOfRange[rangeOf(codePoint)];
    }

    /** The kind of {@link Surroundings} of a color's characters. */
    int kind(int color) {
        return Surroundings.kind(representatives[color]);
    }

    /** Which colors make up a set. */
    boolean[] members(CharSet set) {
        boolean[] members = new boolean[representatives.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = set.contains(representatives[i]);
        }
        return members;
    }
}
