package io.trefoil.sql.functions.pattern;

import io.trefoil.sql.functions.regex.Match;
import io.trefoil.sql.functions.regex.Regex;
import io.trefoil.sql.functions.regex.RegexCache;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Walks through the matches of a pattern in a text, each search beginning where the match before ended. */
final class RegexMatches {
    private final Regex regex;
    private final Match match;
    private int nextSearch;

    /** @param start 0-based character to begin at */
    RegexMatches(String text, String pattern, RegexFlags flags, int start) {
        this.regex = RegexCache.get(pattern, flags.options());
        this.match = regex.on(text);
        this.nextSearch = start;
    }

    Match match() {
        return match;
    }

    int groups() {
        return regex.groups();
    }

    /** Moves to the next match; false when there is none. After an empty match the search goes on a character later. */
    boolean next() {
        if (nextSearch > match.length() || !regex.find(match, nextSearch)) {
            return false;
        }
        nextSearch = match.end(0) + (match.start(0) == match.end(0) ? 1 : 0);
        return true;
    }

    /** Moves to the n-th match from here, counted from 1. */
    boolean skipTo(int n) {
        for (int i = 0; i < n; i++) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    /** A group's text, or null when it took no part. */
    @Nullable
    String group(int group) {
        return match.took(group) ? match.slice(match.start(group), match.end(group)) : null;
    }

    /** The texts of all groups, or of the whole match when there is no group. */
    SqlArray captures() {
        if (groups() == 0) {
            return SqlArray.of(SqlTypes.TEXT, group(0));
        }
        @Nullable Object[] captures = new @Nullable Object[groups()];
        for (int i = 0; i < captures.length; i++) {
            captures[i] = group(i + 1);
        }
        return SqlArray.of(SqlTypes.TEXT, captures);
    }
}
