package io.trefoil.jdbc.url;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
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
 */
public sealed interface TrefoilUrl {
    /** What every URL of this driver begins with. */
    String PREFIX = "jdbc:trefoil:";

    /** The port when none is given. */
    int DEFAULT_PORT = 5532;

    /** Properties of the URL and of the caller; the URL's win. */
    Properties properties();

    /** One or more servers. */
    record Remote(List<HostPort> hosts, @Nullable String database, Properties properties) implements TrefoilUrl {
        public Remote {
            hosts = List.copyOf(hosts);
        }
    }

    /** A database in this process's memory; an empty name is private to its connection. */
    record Memory(String name, Properties properties) implements TrefoilUrl {}

    /** A store in a directory that this process owns. */
    record Directory(Path directory, Properties properties) implements TrefoilUrl {}

    /** One server's address. */
    record HostPort(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Whether a URL is for this driver at all. */
    static boolean accepts(@Nullable String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Reads a URL.
     *
     * @param info properties given beside it
     * @throws SQLException 08001 when it cannot be understood
     */
    static TrefoilUrl parse(String url, Properties info) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        Properties properties = new Properties();
        info.stringPropertyNames().forEach(name -> properties.setProperty(name, info.getProperty(name)));
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    properties.setProperty(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
        }
        if (place.startsWith("mem:")) {
            return new Memory(place.substring(4), properties);
        }
        if (place.startsWith("file:")) {
            return new Directory(Path.of(place.substring(5)), properties);
        }
        if (place.startsWith("//")) {
            int slash = place.indexOf('/', 2);
            String hosts = slash < 0 ? place.substring(2) : place.substring(2, slash);
            String database = slash < 0 ? "" : place.substring(slash + 1);
            List<HostPort> parsed = new ArrayList<>();
            for (String host : hosts.split(",")) {
                int colon = host.lastIndexOf(':');
                parsed.add(
                        colon < 0
                                ? new HostPort(host.isEmpty() ? "localhost" : host, DEFAULT_PORT)
                                : new HostPort(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
            }
            return new Remote(parsed, database.isEmpty() ? null : database, properties);
        }
        throw new SQLException("not a URL of Trefoil: " + url, "08001");
    }
}
