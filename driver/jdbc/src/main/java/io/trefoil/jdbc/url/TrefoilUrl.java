package io.trefoil.jdbc.url;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection goes.
 *
 * <pre>
 *   jdbc:trefoil://host1:port1,host2:port2/database?property=value&amp;...
 *   jdbc:trefoil:mem:[name]?property=value
 *   jdbc:trefoil:file:/directory?property=value
 * </pre>
 *
 * No {@code toString} of these shows a property: one of them is the password.
 */
public sealed interface TrefoilUrl {
    /** What every URL of this driver begins with. */
    String PREFIX = "jdbc:trefoil:";

    /** The port when none is given. */
    int DEFAULT_PORT = 5532;

    /** The database when none is given. */
    String DEFAULT_DATABASE = "trefoil";

    /** Properties of the URL and of the caller; the URL's win. {@code user} is always among them. */
    Properties properties();

    /** One or more servers; the database is the URL's, the properties' or the default. */
    record Remote(List<HostPort> hosts, String database, Properties properties) implements TrefoilUrl {
        public Remote {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String toString() {
            return PREFIX + "//"
                    + String.join(",", hosts.stream().map(HostPort::toString).toList()) + "/" + database;
        }
    }

    /** A database in this process's memory; an empty name is private to its connection. */
    record Memory(String name, Properties properties) implements TrefoilUrl {
        @Override
        public String toString() {
            return PREFIX + "mem:" + name;
        }
    }

    /** A store in a directory that this process owns. */
    record Directory(Path directory, Properties properties) implements TrefoilUrl {
        @Override
        public String toString() {
            return PREFIX + "file:" + directory;
        }
    }

    /** One server's address; an IPv6 address is without its brackets. */
    record HostPort(String host, int port) {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** Whether a URL is for this driver at all. */
    static boolean accepts(@Nullable String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Reads a URL.
     *
     * @param info properties given beside it; names that nobody knows are logged once
     * @throws SQLException 08001 when the URL cannot be understood, 22023 for a property that there is not, or that cannot
     *     have its value
     */
    static TrefoilUrl parse(String url, Properties info) throws SQLException {
        return UrlParser.parse(url, info);
    }

    /** The URL without the properties whose values are not to be shown. */
    static String withoutSecrets(String url) {
        return UrlParser.withoutSecrets(url);
    }
}
