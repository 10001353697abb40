package io.trefoil.jdbc.url;

import io.trefoil.jdbc.url.TrefoilUrl.Directory;
import io.trefoil.jdbc.url.TrefoilUrl.Memory;
import io.trefoil.jdbc.url.TrefoilUrl.Remote;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/** Reads URLs. What it complains of is quoted up to the question mark only: behind it there may be a password. */
final class UrlParser {
    private static final Pattern SEMICOLON_PROPERTY = Pattern.compile(";[^;=/]*=");
    private static final Pattern DRIVE_AFTER_SLASHES = Pattern.compile("/+(?=[A-Za-z]:[/\\\\])");

    private UrlParser() {}

    static TrefoilUrl parse(String url, Properties info) throws SQLException {
        if (!TrefoilUrl.accepts(url)) {
            throw malformed("a URL of Trefoil begins with " + TrefoilUrl.PREFIX);
        }
        String rest = url.substring(TrefoilUrl.PREFIX.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        if (SEMICOLON_PROPERTY.matcher(place).find()) {
            throw malformed("properties of a URL begin with ? and are separated by &, not by ;");
        }
        Properties properties = UrlProperties.merge(question < 0 ? "" : rest.substring(question + 1), info);
        if (place.startsWith("//")) {
            return remote(place.substring(2), properties);
        }
        if (place.startsWith("mem:")) {
            return new Memory(Percent.decode(place.substring(4), "the database's name"), properties);
        }
        if (place.startsWith("file:")) {
            return new Directory(directory(place.substring(5)), properties);
        }
        throw malformed("after " + TrefoilUrl.PREFIX + " comes //host:port/database, mem:name or file:directory, not \""
                + place + "\"");
    }

    private static Remote remote(String place, Properties properties) throws SQLException {
        int slash = place.indexOf('/');
        String hosts = slash < 0 ? place : place.substring(0, slash);
        if (place.indexOf('@') >= 0) {
            throw malformed(
                    "user and password are not written before the host but as properties: ?user=...&password=...;"
                            + " an @ in a name is written %40");
        }
        String database = slash < 0 ? "" : Percent.decode(place.substring(slash + 1), "the database's name");
        if (database.isEmpty()) {
            String property = properties.getProperty(PGProperty.PG_DBNAME.getName(), "");
            database = property.isEmpty() ? TrefoilUrl.DEFAULT_DATABASE : property;
        }
        return new Remote(HostList.parse(hosts, properties), database, properties);
    }

    /** A path as written; {@code ~} is the user's home, slashes before a drive's letter are the URL's. */
    private static Path directory(String text) throws SQLException {
        String path = Percent.decode(text, "the directory");
        if (path.isEmpty()) {
            throw malformed("the directory is missing after " + TrefoilUrl.PREFIX + "file:");
        }
        if (path.startsWith("///")) {
            path = path.substring(2);
        } else if (path.startsWith("//")) {
            throw malformed("a directory is on this machine: " + TrefoilUrl.PREFIX + "file:/directory, without //");
        }
        if (path.equals("~") || path.startsWith("~/")) {
            path = System.getProperty("user.home") + path.substring(1);
        }
        try {
            return Path.of(DRIVE_AFTER_SLASHES.matcher(path).replaceFirst(""));
        } catch (InvalidPathException notAPath) {
            throw malformed("\"" + path + "\" is not a directory's name: " + notAPath.getReason());
        }
    }

    static String withoutSecrets(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        StringBuilder shown = new StringBuilder();
        for (String pair : url.substring(question + 1).split("&", -1)) {
            if (!UrlProperties.secret(pair)) {
                shown.append(shown.length() == 0 ? "?" : "&").append(pair);
            }
        }
        return url.substring(0, question) + shown;
    }

    static SQLException malformed(String message) {
        return new SQLNonTransientConnectionException(message, "08001");
    }
}
