package io.trefoil.sql.engine.execute.group;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which grouping expressions count in each grouping set, and what becomes of a group in the output: the expressions (null
 * where they do not count), the aggregates, and for several sets the GROUPING bits, the first expression having the
 * highest and a bit being set where an expression does not count.
 */
final class GroupingSets {
    private final int expressions;
    private final boolean[][] counts;
    private final int[] bits;

    GroupingSets(int expressions, List<List<Integer>> sets) {
        this.expressions = expressions;
        this.counts = new boolean[sets.size()][expressions];
        this.bits = new int[sets.size()];
        for (int i = 0; i < counts.length; i++) {
            for (int position : sets.get(i)) {
                counts[i][position] = true;
            }
            for (int j = 0; j < expressions; j++) {
                bits[i] |= counts[i][j] ? 0 : 1 << (expressions - 1 - j);
            }
        }
    }

    int count() {
        return counts.length;
    }

    boolean several() {
        return counts.length > 1;
    }

    /** Whether there is one set and every expression counts. */
    boolean plain() {
        return counts.length == 1 && bits[0] == 0;
    }

    /** Whether a set has no expressions: it has a group even when there are no rows. */
    boolean isEmpty(int set) {
        for (boolean counting : counts[set]) {
            if (counting) {
                return false;
            }
        }
        return true;
    }

    /** Values that do not count in a set become null; for several sets its number follows, so that keys differ. */
    void mask(@Nullable Object[] values, int set, @Nullable Object[] key) {
        for (int i = 0; i < expressions; i++) {
            key[i] = counts[set][i] ? values[i] : null;
        }
        if (several()) {
            key[expressions] = set;
        }
    }

    /** The output row of a group; aggregates are yet to be filled in behind the expressions. */
    @Nullable
    Object[] output(@Nullable Object[] key, int set, int aggregates) {
        int width = expressions + aggregates;
        @Nullable Object[] row = Arrays.copyOf(Arrays.copyOf(key, expressions), several() ? width + 1 : width);
        if (several()) {
            row[width] = bits[set];
        }
        return row;
    }
}
