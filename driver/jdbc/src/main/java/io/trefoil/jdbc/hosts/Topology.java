package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The servers of a URL and those that they say belong to them (view {@code trefoil_catalog.nodes}). One list for each
 * list of hosts, shared by the process; read anew by a connection that was just opened, at most once in
 * {@code topologyRefreshSeconds}. Servers without the view (PostgreSQL, older ones of Trefoil) add nothing.
 */
final class Topology {
    private static final Logger LOGGER = Logger.getLogger(Topology.class.getName());
    private static final Map<List<HostPort>, Topology> SHARED = new ConcurrentHashMap<>();

    private final List<HostPort> seeds;
    private volatile List<HostPort> told = List.of();
    private volatile int refreshSeconds;
    private long readNanos;
    private boolean read;

    private Topology(List<HostPort> seeds) {
        this.seeds = seeds;
    }

    static Topology of(TrefoilUrl.Remote url) throws SQLException {
        Topology topology = SHARED.computeIfAbsent(url.hosts(), Topology::new);
        boolean asked = TrefoilProperty.TOPOLOGY_REFRESH_SECONDS.given(url.properties()) != null;
        topology.refreshSeconds =
                url.hosts().size() > 1 || asked ? TrefoilProperty.TOPOLOGY_REFRESH_SECONDS.number(url.properties()) : 0;
        return topology;
    }

    /** The URL's hosts, then those that the servers told of. */
    List<HostPort> hosts() {
        Set<HostPort> hosts = new LinkedHashSet<>(seeds);
        if (refreshSeconds > 0) {
            hosts.addAll(told);
        }
        return List.copyOf(hosts);
    }

    /** Asks the server at the other end for its fellows, when it is time to. */
    void refresh(Connection connection) {
        if (refreshSeconds == 0 || !claim()) {
            return;
        }
        try {
            told = read(connection);
        } catch (SQLException unreadable) {
            LOGGER.log(Level.FINE, "trefoil_catalog.nodes cannot be read", unreadable);
        }
    }

    private synchronized boolean claim() {
        long now = System.nanoTime();
        if (read && now - readNanos < TimeUnit.SECONDS.toNanos(refreshSeconds)) {
            return false;
        }
        read = true;
        readNanos = now;
        return true;
    }

    private static List<HostPort> read(Connection connection) throws SQLException {
        List<HostPort> nodes = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return nodes;
            }
            try (ResultSet rows =
                    statement.executeQuery("select address, port from trefoil_catalog.nodes order by id")) {
                while (rows.next()) {
                    String host = rows.getString(1);
                    if (host != null && reachable(host)) {
                        nodes.add(new HostPort(host, rows.getInt(2)));
                    }
                }
            }
        }
        return nodes;
    }

    /** Asked without an error: PostgreSQL would write one into its log. */
    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select to_regclass('trefoil_catalog.nodes') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** A server that listens on every address of its machine tells none that another machine could use. */
    private static boolean reachable(String host) {
        return !host.isEmpty() && !host.equals("0.0.0.0") && !host.equals("::") && !host.equals("*");
    }
}
