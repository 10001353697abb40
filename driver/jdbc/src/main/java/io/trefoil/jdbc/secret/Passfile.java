package io.trefoil.jdbc.secret;

import io.trefoil.jdbc.url.TrefoilProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * libpq's password file: lines {@code host:port:database:user:password}, the first that fits counts. {@code *} fits
 * everything, a backslash before {@code :} or itself takes their meaning, lines with {@code #} in front are comments
 * (PostgreSQL documentation, "The Password File").
 */
final class Passfile {
    private static final int FIELDS = 5;

    private Passfile() {}

    static Optional<char[]> find(Properties properties, Login login) throws SQLException {
        Path file = locate(properties);
        return file == null ? Optional.empty() : find(PrivateFile.lines(file), login);
    }

    /** The file that the property names must be there; the others may be missing. */
    private static @Nullable Path locate(Properties properties) {
        String property = properties.getProperty(TrefoilProperty.PASSFILE.key());
        if (property != null) {
            return property.isEmpty() ? null : Path.of(property);
        }
        String named = System.getProperty("org.postgresql.pgpassfile", System.getenv("PGPASSFILE"));
        Path file = named == null || named.isBlank() ? inHome() : Path.of(named);
        return Files.exists(file) ? file : null;
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
