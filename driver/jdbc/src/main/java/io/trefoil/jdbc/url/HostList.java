package io.trefoil.jdbc.url;

import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Reads {@code host1:port1,host2:port2}. */
final class HostList {
    private static final String LOCALHOST = "localhost";
    private static final int PORT_MAX = 65_535;

    private HostList() {}

    /** The hosts; without any those of the properties PGHOST and PGPORT, or localhost. */
    static List<HostPort> parse(String text, Properties properties) throws SQLException {
        if (text.isEmpty()) {
            return ofProperties(properties);
        }
        List<HostPort> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            hosts.add(parse(host));
        }
        return hosts;
    }

    private static List<HostPort> ofProperties(Properties properties) throws SQLException {
        String[] hosts =
                properties.getProperty(PGProperty.PG_HOST.getName(), LOCALHOST).split(",", -1);
        String[] ports = properties
                .getProperty(PGProperty.PG_PORT.getName(), "" + TrefoilUrl.DEFAULT_PORT)
                .split(",", -1);
        if (ports.length != 1 && ports.length != hosts.length) {
            throw UrlParser.malformed("PGHOST names " + hosts.length + " hosts, PGPORT " + ports.length + " ports");
        }
        List<HostPort> result = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].strip();
            result.add(new HostPort(
                    host.startsWith("[") ? bracketed(host, host.indexOf(']')) : host.isEmpty() ? LOCALHOST : host,
                    port(ports[ports.length == 1 ? 0 : i].strip(), host)));
        }
        return result;
    }

    private static HostPort parse(String text) throws SQLException {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            String host = bracketed(text, close);
            String port = text.substring(close + 1);
            if (!port.isEmpty() && port.charAt(0) != ':') {
                throw UrlParser.malformed(
                        "after the host \"" + text.substring(0, close + 1) + "\" comes :port, not \"" + port + "\"");
            }
            return new HostPort(host, port.isEmpty() ? TrefoilUrl.DEFAULT_PORT : port(port.substring(1), host));
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            throw UrlParser.malformed("an IPv6 address is written in brackets: [address]:port, not \"" + text + "\"");
        }
        String host = Percent.decode(colon < 0 ? text : text.substring(0, colon), "the host");
        if (host.isEmpty() && colon < 0) {
            throw UrlParser.malformed("a host is empty in the list of hosts");
        }
        if (!host.equals(host.strip())) {
            throw UrlParser.malformed("the host \"" + host + "\" has blanks around it");
        }
        return new HostPort(
                host.isEmpty() ? LOCALHOST : host,
                colon < 0 ? TrefoilUrl.DEFAULT_PORT : port(text.substring(colon + 1), host));
    }

    private static String bracketed(String text, int close) throws SQLException {
        if (close < 0) {
            throw UrlParser.malformed("the bracket of the host \"" + text + "\" is not closed");
        }
        if (close == 1) {
            throw UrlParser.malformed("there is no address between the brackets of \"" + text + "\"");
        }
        return Percent.decode(text.substring(1, close), "the host");
    }

    private static int port(String text, String host) throws SQLException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw badPort(text, host);
        }
        throw badPort(text, host);
    }

    private static SQLException badPort(String text, String host) {
        return UrlParser.malformed(
                "the port \"" + text + "\" of host \"" + host + "\" is not a number from 1 to " + PORT_MAX);
    }
}
