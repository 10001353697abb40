package io.trefoil.sql.functions.regex;

import org.jspecify.annotations.Nullable;

/**
 * How often an atom may repeat.
 *
 * @param max {@link Ast#UNLIMITED} for no limit
 * @param preference {@link Node#LONGER}, {@link Node#SHORTER}, or 0 to leave the atom's own
 */
record Quantifier(int min, int max, int preference) {
    static final Quantifier ONCE = new Quantifier(1, 1, 0);

    /** DUPMAX (regex/regcustom.h). */
    private static final int COUNT_MAX = 255;

    boolean isOnce() {
        return min == 1 && max == 1;
    }

    /** The quantifier that comes next, or null. */
    static @Nullable Quantifier read(PatternReader in, RegexOptions.Syntax syntax) {
        boolean basic = syntax == RegexOptions.Syntax.BASIC;
        boolean lazy = syntax == RegexOptions.Syntax.ADVANCED;
        if (in.take('*')) {
            return new Quantifier(0, Ast.UNLIMITED, preference(in, lazy));
        }
        if (!basic && in.take('+')) {
            return new Quantifier(1, Ast.UNLIMITED, preference(in, lazy));
        }
        if (!basic && in.take('?')) {
            return new Quantifier(0, 1, preference(in, lazy));
        }
        if (basic ? in.take("\\{") : boundAhead(in, syntax) && in.take('{')) {
            return bound(in, basic, lazy);
        }
        return null;
    }

    /** A brace opens a bound only when a digit follows it, in AREs; in EREs always. */
    private static boolean boundAhead(PatternReader in, RegexOptions.Syntax syntax) {
        int next = in.peek(1);
        return in.peek() == '{' && (syntax == RegexOptions.Syntax.EXTENDED || next >= '0' && next <= '9');
    }

    private static Quantifier bound(PatternReader in, boolean basic, boolean lazy) {
        int min = count(in);
        int max = min;
        boolean range = in.take(',');
        if (range) {
            max = in.digitAhead() ? count(in) : Ast.UNLIMITED;
            if (max != Ast.UNLIMITED && min > max) {
                throw RegexErrors.invalid(RegexErrors.REPETITION);
            }
        }
        if (!(basic ? in.take("\\}") : in.take('}'))) {
            throw RegexErrors.invalid(in.atEnd() ? RegexErrors.BRACES : RegexErrors.REPETITION);
        }
        int preference = preference(in, lazy);
        return new Quantifier(min, max, range ? preference : 0);
    }

    private static int count(PatternReader in) {
        int value = 0;
        int digits = 0;
        while (in.digitAhead() && value <= COUNT_MAX) {
            value = value * 10 + in.next() - '0';
            digits++;
        }
        if (digits == 0 || value > COUNT_MAX) {
            throw RegexErrors.invalid(in.atEnd() && digits == 0 ? RegexErrors.BRACES : RegexErrors.REPETITION);
        }
        return value;
    }

    private static int preference(PatternReader in, boolean lazy) {
        return lazy && in.take('?') ? Node.SHORTER : Node.LONGER;
    }
}
