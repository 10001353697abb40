package io.trefoil.jdbc.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of this driver, as the build wrote it into its jar. */
public final class DriverVersion {
    /** The driver's name, for {@link java.sql.DatabaseMetaData#getDriverName()}. */
    public static final String NAME = "Trefoil JDBC Driver";

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final String TEXT = read();

    private DriverVersion() {}

    /** For example {@code 0.1.0}; {@code 0.0-development} when the classes do not come from a jar that was built. */
    public static String text() {
        return TEXT;
    }

    /** Its first number. */
    public static int major() {
        return number(1);
    }

    /** Its second number. */
    public static int minor() {
        return number(2);
    }

    private static int number(int group) {
        Matcher matcher = NUMBERS.matcher(TEXT);
        return matcher.matches() ? Integer.parseInt(matcher.group(group)) : 0;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = DriverVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException unreadable) {
            // an unreadable jar shows itself elsewhere
            properties.clear();
        }
        String version = properties.getProperty("version", "$");
        return version.startsWith("$") ? "0.0-development" : version;
    }
}
