package io.trefoil.jdbc.secret;

import io.trefoil.jdbc.url.TrefoilProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * libpq's password file: lines {@code host:port:database:user:password}, the first that fits counts. {@code *} fits
 * everything, a backslash before {@code :} or itself takes their meaning, lines with {@code #} in front are comments
 * (PostgreSQL documentation, "The Password File").
 */
final class Passfile {
    private static final Logger LOGGER = Logger.getLogger(Passfile.class.getName());

    private static final int FIELDS = 5;

    private Passfile() {}

    /** A file that was asked for must be fit for use; of the one in the home directory it is only said, as libpq does. */
    static Optional<char[]> find(Properties properties, Login login) throws SQLException {
        Path file = named(properties);
        if (file != null) {
            return file.toString().isEmpty() ? Optional.empty() : find(PrivateFile.lines(file), login);
        }
        Path inHome = inHome();
        if (!Files.exists(inHome)) {
            return Optional.empty();
        }
        try {
            return find(PrivateFile.lines(inHome), login);
        } catch (SQLInvalidAuthorizationSpecException unfit) {
            LOGGER.warning(unfit.getMessage());
            return Optional.empty();
        }
    }

    /** What the property names, which must be there, or the environment, which may be missing; empty for no file at all. */
    private static @Nullable Path named(Properties properties) {
        String property = properties.getProperty(TrefoilProperty.PASSFILE.key());
        if (property != null) {
            return Path.of(property);
        }
        String environment = System.getProperty("org.postgresql.pgpassfile", System.getenv("PGPASSFILE"));
        if (environment == null || environment.isBlank()) {
            return null;
        }
        return Files.exists(Path.of(environment)) ? Path.of(environment) : Path.of("");
    }

    private static Path inHome() {
        String roaming = System.getenv("APPDATA");
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows && roaming != null
                ? Path.of(roaming, "postgresql", "pgpass.conf")
                : Path.of(System.getProperty("user.home"), ".pgpass");
    }

    static Optional<char[]> find(List<String> lines, Login login) {
        for (String line : lines) {
            if (!line.startsWith("#")) {
                List<Field> fields = fields(line);
                if (fields.size() >= FIELDS
                        && fields.get(0).fits(login.host())
                        && fields.get(1).fits(Integer.toString(login.port()))
                        && fields.get(2).fits(login.database())
                        && fields.get(3).fits(login.user())) {
                    return Optional.of(fields.get(4).text().toCharArray());
                }
            }
        }
        return Optional.empty();
    }

    private record Field(String text, boolean wildcard) {
        boolean fits(String value) {
            return wildcard || text.equals(value);
        }

        @Override
        public String toString() {
            return "a field of a password file";
        }
    }

    private static List<Field> fields(String line) {
        List<Field> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
                escaped = true;
            } else if (c == ':') {
                fields.add(
                        new Field(field.toString(), !escaped && field.toString().equals("*")));
                field.setLength(0);
                escaped = false;
            } else {
                field.append(c);
            }
        }
        fields.add(new Field(field.toString(), false));
        return fields;
    }
}
