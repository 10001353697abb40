package io.trefoil.sql.functions.pattern;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;
import static io.trefoil.sql.functions.FunctionFamily.ternary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.regex.Match;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** regexp_match, _matches, _split_to_*, _count, _instr and _substr. */
public final class RegexFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        matches(d);
        splits(d);
        counts(d);
        places(d);
        substrings(d);
    }

    private static void matches(Definitions d) {
        binary(
                d,
                "regexp_match(text,text)",
                (text, pattern) -> match((String) text, (String) pattern, RegexFlags.NONE));
        ternary(d, "regexp_match(text,text,text)", (text, pattern, flags) -> {
            RegexFlags parsed = RegexFlags.parse((String) flags);
            if (parsed.global()) {
                throw FunctionErrors.invalidParameter("regexp_match() does not support the \"global\" option")
                        .withHint("Use the regexp_matches function instead.");
            }
            return match((String) text, (String) pattern, parsed);
        });
        rows(
                d,
                "regexp_matches(text,text)",
                (context, a) -> allMatches(Arguments.text(a, 0), Arguments.text(a, 1), RegexFlags.NONE)
                        .iterator());
        rows(
                d,
                "regexp_matches(text,text,text)",
                (context, a) -> allMatches(
                                Arguments.text(a, 0), Arguments.text(a, 1), RegexFlags.parse(Arguments.text(a, 2)))
                        .iterator());
    }

    private static @Nullable SqlArray match(String text, String pattern, RegexFlags flags) {
        RegexMatches matches = new RegexMatches(text, pattern, flags, 0);
        return matches.next() ? matches.captures() : null;
    }

    private static List<@Nullable Object> allMatches(String text, String pattern, RegexFlags flags) {
        List<@Nullable Object> found = new ArrayList<>();
        RegexMatches matches = new RegexMatches(text, pattern, flags, 0);
        while (matches.next()) {
            found.add(matches.captures());
            if (!flags.global()) {
                break;
            }
        }
        return found;
    }

    private static void splits(Definitions d) {
        binary(
                d,
                "regexp_split_to_array(text,text)",
                (text, pattern) -> SqlArray.of(
                        SqlTypes.TEXT,
                        parts((String) text, (String) pattern, RegexFlags.NONE).toArray()));
        ternary(
                d,
                "regexp_split_to_array(text,text,text)",
                (text, pattern, flags) -> SqlArray.of(
                        SqlTypes.TEXT,
                        parts(
                                        (String) text,
                                        (String) pattern,
                                        RegexFlags.parseLocal((String) flags, "regexp_split_to_array"))
                                .toArray()));
        rows(
                d,
                "regexp_split_to_table(text,text)",
                (context, a) -> parts(Arguments.text(a, 0), Arguments.text(a, 1), RegexFlags.NONE)
                        .iterator());
        rows(
                d,
                "regexp_split_to_table(text,text,text)",
                (context, a) -> parts(
                                Arguments.text(a, 0),
                                Arguments.text(a, 1),
                                RegexFlags.parseLocal(Arguments.text(a, 2), "regexp_split_to_table"))
                        .iterator());
    }

    /** Empty matches at the text's ends or just after another match do not split. */
    private static List<@Nullable Object> parts(String text, String pattern, RegexFlags flags) {
        List<@Nullable Object> parts = new ArrayList<>();
        RegexMatches matches = new RegexMatches(text, pattern, flags, 0);
        Match match = matches.match();
        int partStart = 0;
        int previousEnd = 0;
        while (matches.next()) {
            if (match.start(0) < match.length() && match.end(0) > previousEnd) {
                parts.add(match.slice(partStart, match.start(0)));
                partStart = match.end(0);
            }
            previousEnd = match.end(0);
        }
        parts.add(match.slice(partStart, match.length()));
        return parts;
    }

    private static void counts(Definitions d) {
        general(d, "regexp_count(text,text)", (context, a) -> count(a));
        general(d, "regexp_count(text,text,int4)", (context, a) -> count(a));
        general(d, "regexp_count(text,text,int4,text)", (context, a) -> count(a));
    }

    private static int count(@Nullable Object[] a) {
        int start = start(a, 2);
        RegexFlags flags = a.length > 3 ? RegexFlags.parseLocal(Arguments.text(a, 3), "regexp_count") : RegexFlags.NONE;
        RegexMatches matches = new RegexMatches(Arguments.text(a, 0), Arguments.text(a, 1), flags, start);
        int count = 0;
        while (matches.next()) {
            count++;
        }
        return count;
    }

    /** The 0-based start from a 1-based optional argument. */
    static int start(@Nullable Object[] a, int index) {
        return integer(a, index, "start", 1, Integer.MAX_VALUE) - 1;
    }

    /** An optional argument, 1 when left out for start and n, else 0. */
    static int integer(@Nullable Object[] a, int index, String name, int min, int max) {
        if (a.length <= index) {
            return min;
        }
        int value = Arguments.int4(a, index);
        if (value < min || value > max) {
            throw FunctionErrors.invalidParameter("invalid value for parameter \"" + name + "\": " + value);
        }
        return value;
    }

    private static void places(Definitions d) {
        String types = "text,text";
        for (String more : new String[] {"", ",int4", ",int4", ",int4", ",text", ",int4"}) {
            types += more;
            general(d, "regexp_instr(" + types + ")", (context, a) -> place(a));
        }
    }

    private static int place(@Nullable Object[] a) {
        int start = start(a, 2);
        int n = integer(a, 3, "n", 1, Integer.MAX_VALUE);
        boolean wantEnd = integer(a, 4, "endoption", 0, 1) == 1;
        RegexFlags flags = a.length > 5 ? RegexFlags.parseLocal(Arguments.text(a, 5), "regexp_instr") : RegexFlags.NONE;
        int subexpression = integer(a, 6, "subexpr", 0, Integer.MAX_VALUE);
        RegexMatches matches = new RegexMatches(Arguments.text(a, 0), Arguments.text(a, 1), flags, start);
        int group = group(subexpression, matches);
        if (group > matches.groups() || !matches.skipTo(n) || !matches.match().took(group)) {
            return 0;
        }
        return (wantEnd ? matches.match().end(group) : matches.match().start(group)) + 1;
    }

    /** The argument subexpr; the first group of a pattern without groups is the whole match. */
    private static int group(int subexpression, RegexMatches matches) {
        return subexpression == 1 && matches.groups() == 0 ? 0 : subexpression;
    }

    private static void substrings(Definitions d) {
        String types = "text,text";
        for (String more : new String[] {"", ",int4", ",int4", ",text", ",int4"}) {
            types += more;
            general(d, "regexp_substr(" + types + ")", (context, a) -> substring(a));
        }
    }

    private static @Nullable String substring(@Nullable Object[] a) {
        int start = start(a, 2);
        int n = integer(a, 3, "n", 1, Integer.MAX_VALUE);
        RegexFlags flags =
                a.length > 4 ? RegexFlags.parseLocal(Arguments.text(a, 4), "regexp_substr") : RegexFlags.NONE;
        int subexpression = integer(a, 5, "subexpr", 0, Integer.MAX_VALUE);
        RegexMatches matches = new RegexMatches(Arguments.text(a, 0), Arguments.text(a, 1), flags, start);
        int group = group(subexpression, matches);
        return group > matches.groups() || !matches.skipTo(n) ? null : matches.group(group);
    }
}
