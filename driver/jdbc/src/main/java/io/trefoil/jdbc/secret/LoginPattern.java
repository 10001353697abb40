package io.trefoil.jdbc.secret;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a password is for: {@code user@host:port/database}. Each part may be {@code *} for any; host, port and
 * database may be left out, which means the same. An IPv6 address is in brackets.
 */
public record LoginPattern(String user, String host, String port, String database) {
    private static final String ANY = "*";
    private static final Pattern SYNTAX =
            Pattern.compile("(?<alone>[^@]+)|(?<user>.+?)@(?<host>\\[[^]]+]|[^@:/\\[\\]]+)"
                    + "(:(?<port>[0-9]{1,5}|\\*))?(/(?<database>.+))?");

    /** The narrowest first: fewer stars, and of as many those that name the user, the host, the port. */
    static final Comparator<LoginPattern> NARROWEST = Comparator.comparingInt(LoginPattern::stars)
            .thenComparing(pattern -> pattern.user.equals(ANY))
            .thenComparing(pattern -> pattern.host.equals(ANY))
            .thenComparing(pattern -> pattern.port.equals(ANY))
            .thenComparing(LoginPattern::toString);

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static LoginPattern parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not user@host:port/database");
        }
        String host = orAny(matcher.group("host"));
        return new LoginPattern(
                matcher.group("alone") == null ? matcher.group("user") : matcher.group("alone"),
                (host.startsWith("[") ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT),
                orAny(matcher.group("port")),
                orAny(matcher.group("database")));
    }

    private static String orAny(@Nullable String part) {
        return part == null ? ANY : part;
    }

    boolean fits(Login login) {
        return fits(user, login.user())
                && fits(host, login.host().toLowerCase(Locale.ROOT))
                && fits(port, Integer.toString(login.port()))
                && fits(database, login.database());
    }

    private static boolean fits(String pattern, String value) {
        return pattern.equals(ANY) || pattern.equals(value);
    }

    private int stars() {
        return (user.equals(ANY) ? 1 : 0)
                + (host.equals(ANY) ? 1 : 0)
                + (port.equals(ANY) ? 1 : 0)
                + (database.equals(ANY) ? 1 : 0);
    }

    /** In full, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return user + "@" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/" + database;
    }
}
