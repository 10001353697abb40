package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of one connection through the servers it may go to: those of the URL and those they told of, in the order of
 * {@code loadBalanceHosts}, the ones that failed or had the wrong role lately at the end.
 */
public final class HostPlan {
    private static final Logger LOGGER = Logger.getLogger(HostPlan.class.getName());

    private final List<HostPort> hosts;
    private final Properties properties;
    private final WantedRole wanted;
    private final Patience patience;
    private final HostHealth health;
    private final Topology topology;

    private HostPlan(
            List<HostPort> hosts, Properties properties, WantedRole wanted, HostHealth health, Topology topology)
            throws SQLException {
        this.hosts = hosts;
        this.properties = properties;
        this.wanted = wanted;
        this.patience = Patience.of(properties, hosts.size());
        this.health = health;
        this.topology = topology;
    }

    /**
     * The plan of the next connection.
     *
     * @throws SQLException 22023 for a property that cannot be
     */
    public static HostPlan of(TrefoilUrl.Remote url) throws SQLException {
        return of(url, HostHealth.SHARED);
    }

    static HostPlan of(TrefoilUrl.Remote url, HostHealth health) throws SQLException {
        Properties properties = url.properties();
        WantedRole wanted = WantedRole.of(properties);
        Topology topology = Topology.of(url);
        List<HostPort> hosts = new ArrayList<>(topology.hosts());
        HostOrder.of(properties).sort(hosts, health);
        int recheck = TrefoilProperty.HOST_RECHECK_SECONDS.number(properties);
        hosts.sort(Comparator.comparingInt(host -> score(host, wanted, health, recheck)));
        return new HostPlan(List.copyOf(hosts), properties, wanted, health, topology);
    }

    private static int score(HostPort host, WantedRole wanted, HostHealth health, int recheck) {
        if (health.failedWithin(host, recheck)) {
            return 2;
        }
        ServerRole role = wanted.matters() ? health.roleWithin(host, recheck) : null;
        return role == null || role == wanted.role() ? 0 : 1;
    }

    /** The servers in the order in which they are tried. */
    public List<HostPort> hosts() {
        return hosts;
    }

    /**
     * Opens a connection to the first server that takes it and has the role that is wanted.
     *
     * @param connectionOf the connection in what the opener makes
     * @throws SQLException what the server says that refuses it; 08001 when none can be reached
     */
    public <C> C connect(HostOpener<C> opener, Function<C, Connection> connectionOf) throws SQLException {
        List<ConnectFailure> failures = new ArrayList<>();
        C found = round(hosts, opener, connectionOf, true, failures);
        if (found == null && patience.hurries()) {
            List<HostPort> slow = failures.stream()
                    .filter(ConnectFailure::slow)
                    .map(ConnectFailure::host)
                    .toList();
            failures.removeIf(ConnectFailure::slow);
            found = round(slow, opener, connectionOf, false, failures);
        }
        if (found == null) {
            throw ConnectFailure.all(failures);
        }
        topology.refresh(connectionOf.apply(found));
        return found;
    }

    /** Null when no server will do; then failures has one entry for each. */
    private <C> @Nullable C round(
            List<HostPort> round,
            HostOpener<C> opener,
            Function<C, Connection> connectionOf,
            boolean first,
            List<ConnectFailure> failures)
            throws SQLException {
        C secondBest = null;
        for (HostPort host : round) {
            patience.check();
            try {
                Candidate candidate = new Candidate(host, properties, health, patience.attempt(first));
                C opened = opener.open(candidate);
                if (hasRole(candidate, connectionOf.apply(opened))) {
                    closeQuietly(secondBest, connectionOf);
                    return opened;
                }
                if (wanted.preferred() && secondBest == null) {
                    secondBest = opened;
                } else {
                    closeQuietly(opened, connectionOf);
                }
                failures.add(new ConnectFailure(host, wrongRole(host)));
            } catch (SQLException error) {
                ConnectFailure failure = new ConnectFailure(host, error);
                if (!failure.anotherMayDo()) {
                    closeQuietly(secondBest, connectionOf);
                    throw failure.explained();
                }
                if (failure.isDown()) {
                    health.failed(host);
                }
                LOGGER.log(Level.FINE, "{0} is passed over: {1}", new Object[] {host, error.getMessage()});
                failures.add(failure);
            }
        }
        return secondBest;
    }

    private boolean hasRole(Candidate candidate, Connection connection) throws SQLException {
        try {
            candidate.opened();
            health.reached(candidate.host());
            if (!wanted.matters()) {
                return true;
            }
            ServerRole role = ServerRole.of(connection);
            health.hasRole(candidate.host(), role);
            return role == wanted.role();
        } catch (SQLException gone) {
            closeQuietly(connection);
            throw gone;
        }
    }

    private SQLException wrongRole(HostPort host) {
        return new SQLTransientConnectionException(host + " is not what targetServerType asks for", "08001");
    }

    private static <C> void closeQuietly(@Nullable C opened, Function<C, Connection> connectionOf) {
        if (opened != null) {
            closeQuietly(connectionOf.apply(opened));
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            LOGGER.log(Level.FINE, "closing a connection that is not used", alreadyGone);
        }
    }
}
