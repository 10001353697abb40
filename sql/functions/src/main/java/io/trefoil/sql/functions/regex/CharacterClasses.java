package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The named classes [:alpha:] and so on as collation C has them: ASCII only. */
final class CharacterClasses {
    private CharacterClasses() {}

    /** The class of this name; 2201B when there is none. */
    static CharSet named(String name) {
        return switch (name) {
            case "alnum" -> of(CharacterClasses::isAlphanumeric);
            case "alpha" -> of(CharacterClasses::isLetter);
            case "ascii" -> CharSet.ofRange(0, 127);
            case "blank" -> of(c -> c == ' ' || c == '\t');
            case "cntrl" -> of(c -> c < ' ' || c == 127);
            case "digit" -> CharSet.ofRange('0', '9');
            case "graph" -> CharSet.ofRange('!', '~');
            case "lower" -> CharSet.ofRange('a', 'z');
            case "print" -> CharSet.ofRange(' ', '~');
            case "punct" -> of(c -> c > ' ' && c < 127 && !isAlphanumeric(c));
            case "space" -> of(c -> c == ' ' || c >= '\t' && c <= '\r');
            case "upper" -> CharSet.ofRange('A', 'Z');
            case "xdigit" -> of(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
            case "word" -> CharSet.WORD;
            default -> throw RegexErrors.invalid(RegexErrors.CLASS);
        };
    }

    /** The set of \d, \s, \w or of their complements \D, \S, \W. */
    static CharSet shorthand(int letter) {
        return switch (letter) {
            case 'd' -> named("digit");
            case 's' -> named("space");
            case 'w' -> CharSet.WORD;
            case 'D' -> named("digit").complement();
            case 'S' -> named("space").complement();
            case 'W' -> CharSet.WORD.complement();
            default -> throw new AssertionError(letter);
        };
    }

    static boolean isShorthand(int letter) {
        return "dswDSW".indexOf(letter) >= 0;
    }

    private static CharSet of(IntPredicate member) {
        List<int[]> ranges = new ArrayList<>();
        for (int c = 0; c < 128; c++) {
            if (member.test(c)) {
                ranges.add(new int[] {c, c});
            }
        }
        return CharSet.ofRanges(ranges);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isAlphanumeric(int c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }
}
