package io.trefoil.sql.functions.pattern;

import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.regex.Match;
import org.jspecify.annotations.Nullable;

/** regexp_replace. In the replacement, \1 to \9 stand for groups, \& for the whole match and \\ for a backslash. */
public final class RegexReplace implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "regexp_replace(text,text,text)", (context, a) -> replace(a, RegexFlags.NONE, 0, 1));
        general(d, "regexp_replace(text,text,text,text)", (context, a) -> {
            RegexFlags flags = flagsNotStart(Arguments.text(a, 3));
            return replace(a, flags, 0, flags.global() ? 0 : 1);
        });
        general(
                d,
                "regexp_replace(text,text,text,int4)",
                (context, a) -> replace(a, RegexFlags.NONE, RegexFunctions.start(a, 3), 1));
        general(
                d,
                "regexp_replace(text,text,text,int4,int4)",
                (context, a) -> replace(
                        a,
                        RegexFlags.NONE,
                        RegexFunctions.start(a, 3),
                        RegexFunctions.integer(a, 4, "n", 0, Integer.MAX_VALUE)));
        general(
                d,
                "regexp_replace(text,text,text,int4,int4,text)",
                (context, a) -> replace(
                        a,
                        RegexFlags.parse(Arguments.text(a, 5)),
                        RegexFunctions.start(a, 3),
                        RegexFunctions.integer(a, 4, "n", 0, Integer.MAX_VALUE)));
    }

    private static RegexFlags flagsNotStart(String flags) {
        if (!flags.isEmpty() && flags.charAt(0) >= '0' && flags.charAt(0) <= '9') {
            throw FunctionErrors.invalidParameter("invalid regular expression option: \"" + flags.charAt(0) + "\"")
                    .withHint("If you meant to use regexp_replace() with a start parameter, cast the fourth argument to"
                            + " integer explicitly.");
        }
        return RegexFlags.parse(flags);
    }

    /** @param n which match to replace, 0 for all */
    private static String replace(@Nullable Object[] a, RegexFlags flags, int start, int n) {
        String text = Arguments.text(a, 0);
        String replacement = Arguments.text(a, 2);
        RegexMatches matches = new RegexMatches(text, Arguments.text(a, 1), flags, start);
        Match match = matches.match();
        StringBuilder result = null;
        int copied = 0;
        for (int count = 1; (n == 0 || count <= n) && matches.next(); count++) {
            if (n != 0 && count != n) {
                continue;
            }
            result = result == null ? new StringBuilder(text.length() + replacement.length()) : result;
            result.append(match.slice(copied, match.start(0)));
            append(result, replacement, matches);
            copied = match.end(0);
        }
        return result == null
                ? text
                : result.append(match.slice(copied, match.length())).toString();
    }

    private static void append(StringBuilder result, String replacement, RegexMatches matches) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = c == '\\' && i + 1 < replacement.length() ? replacement.charAt(i + 1) : 0;
            if (next >= '1' && next <= '9' || next == '&') {
                int group = next == '&' ? 0 : next - '0';
                String part = group <= matches.groups() ? matches.group(group) : null;
                result.append(part == null ? "" : part);
                i++;
            } else {
                result.append(c);
                i += next == '\\' ? 1 : 0;
            }
        }
    }
}
