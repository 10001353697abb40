package io.trefoil.sql.functions.pattern;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.regex.Match;
import io.trefoil.sql.functions.regex.Regex;
import io.trefoil.sql.functions.regex.RegexCache;
import io.trefoil.sql.functions.regex.RegexOptions;
import org.jspecify.annotations.Nullable;

/** The operators ~ and ~* with their negations, SIMILAR TO and SUBSTRING with a pattern. */
public final class RegexOperators implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String type : new String[] {"text", "bpchar", "name"}) {
            binary(d, type + "regexeq(" + type + ",text)", (text, pattern) -> matches(text, pattern, false));
            binary(d, type + "regexne(" + type + ",text)", (text, pattern) -> !matches(text, pattern, false));
            binary(d, type + "icregexeq(" + type + ",text)", (text, pattern) -> matches(text, pattern, true));
            binary(d, type + "icregexne(" + type + ",text)", (text, pattern) -> !matches(text, pattern, true));
        }
        binary(d, "regexp_like(text,text)", (text, pattern) -> matches(text, pattern, false));
        ternary(
                d,
                "regexp_like(text,text,text)",
                (text, pattern, flags) -> RegexCache.get(
                                (String) pattern,
                                RegexFlags.parseLocal((String) flags, "regexp_like")
                                        .options())
                        .isIn((String) text));
        unary(d, "similar_to_escape(text)", pattern -> SimilarPattern.toRegex((String) pattern, "\\"));
        binary(
                d,
                "similar_to_escape(text,text)",
                (pattern, escape) -> SimilarPattern.toRegex((String) pattern, (String) escape));
        general(
                d,
                "similar_escape(text,text)",
                (context, arguments) -> arguments[0] == null
                        ? null
                        : SimilarPattern.toRegex(
                                (String) arguments[0], arguments[1] == null ? "\\" : (String) arguments[1]));
        binary(d, "substring(text,text)", (text, pattern) -> substring((String) text, (String) pattern));
        ternary(
                d,
                "substring(text,text,text)",
                (text, pattern, escape) ->
                        substring((String) text, SimilarPattern.toRegex((String) pattern, (String) escape)));
    }

    private static boolean matches(Object text, Object pattern, boolean ignoreCase) {
        RegexOptions options = ignoreCase ? RegexOptions.ADVANCED_IGNORING_CASE : RegexOptions.ADVANCED;
        return RegexCache.get((String) pattern, options).isIn((String) text);
    }

    /** The first group where there is one, else the whole match. */
    private static @Nullable String substring(String text, String pattern) {
        Regex regex = RegexCache.get(pattern, RegexOptions.ADVANCED);
        Match match = regex.on(text);
        if (!regex.find(match, 0)) {
            return null;
        }
        int group = regex.groups() > 0 ? 1 : 0;
        return match.took(group) ? match.slice(match.start(group), match.end(group)) : null;
    }
}
