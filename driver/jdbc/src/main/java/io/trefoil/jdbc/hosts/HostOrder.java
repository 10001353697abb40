package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The order in which servers are tried: property {@code loadBalanceHosts}. */
enum HostOrder {
    ORDERED {
        @Override
        void sort(List<HostPort> hosts, HostHealth health) {}
    },
    RANDOM {
        @Override
        void sort(List<HostPort> hosts, HostHealth health) {
            Collections.shuffle(hosts);
        }
    },
    ROUND_ROBIN {
        @Override
        void sort(List<HostPort> hosts, HostHealth health) {
            int turn = TURNS.computeIfAbsent(List.copyOf(hosts), list -> new AtomicInteger())
                    .getAndIncrement();
            Collections.rotate(hosts, -Math.floorMod(turn, hosts.size()));
        }
    },
    LEAST_CONN {
        @Override
        void sort(List<HostPort> hosts, HostHealth health) {
            Collections.shuffle(hosts);
            Map<HostPort, Integer> open = health.openSockets(hosts);
            hosts.sort(Comparator.comparingInt(host -> open.getOrDefault(host, 0)));
        }
    },
    LOCAL {
        @Override
        void sort(List<HostPort> hosts, HostHealth health) {
            List<HostPort> here = hosts.stream().filter(HostOrder::isHere).toList();
            List<HostPort> elsewhere = new ArrayList<>(hosts);
            elsewhere.removeAll(here);
            Collections.shuffle(elsewhere);
            hosts.clear();
            hosts.addAll(here);
            hosts.addAll(elsewhere);
        }
    };

    private static final Map<List<HostPort>, AtomicInteger> TURNS = new ConcurrentHashMap<>();

    /** Puts the hosts into the order of one connection. */
    abstract void sort(List<HostPort> hosts, HostHealth health);

    static HostOrder of(Properties properties) throws SQLException {
        return switch (TrefoilProperty.LOAD_BALANCE_HOSTS.choice(properties)) {
            case "random", "true" -> RANDOM;
            case "roundRobin" -> ROUND_ROBIN;
            case "leastConn" -> LEAST_CONN;
            case "local" -> LOCAL;
            default -> ORDERED;
        };
    }

    private static boolean isHere(HostPort host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host.host())) {
                if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }
}
