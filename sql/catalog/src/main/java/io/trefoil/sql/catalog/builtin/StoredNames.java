package io.trefoil.sql.catalog.builtin;

import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How stored expressions and queries name types of users: by OID, {@code "%16400"}, as such a type may be renamed, moved or
 * not be on the search path of who reads the expression.
 */
public final class StoredNames {
    private static final Pattern TYPE = Pattern.compile("%(\\d{1,10})");
    private static final Pattern QUOTED = Pattern.compile('"' + TYPE.pattern() + '"');

    private StoredNames() {}

    /** What stands for a type. */
    public static String ofType(int oid) {
        return "\"%" + Integer.toUnsignedString(oid) + "\"";
    }

    /** The OID in a name, without its quotes; empty for other names. */
    public static OptionalInt oidOf(String name) {
        Matcher matcher = TYPE.matcher(name);
        return matcher.matches() ? OptionalInt.of(oid(matcher)) : OptionalInt.empty();
    }

    /** The text with types by the names that they have now; null keeps what is not known. */
    public static String shown(String sql, IntFunction<@Nullable String> names) {
        if (!sql.contains("\"%")) {
            return sql;
        }
        return QUOTED.matcher(sql).replaceAll(match -> {
            String name = names.apply((int) Long.parseLong(match.group(1)));
            return Matcher.quoteReplacement(name == null ? match.group() : name);
        });
    }

    private static int oid(Matcher matcher) {
        return (int) Long.parseLong(matcher.group(1));
    }
}
