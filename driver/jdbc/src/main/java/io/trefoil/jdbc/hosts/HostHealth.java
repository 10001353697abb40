package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of servers: when one could not be reached, what role it had, which sockets to it are open. Open
 * sockets are counted by looking at them, so whoever closes one has nothing to report.
 */
final class HostHealth {
    /** What all connections of the process share. */
    static final HostHealth SHARED = new HostHealth(System::nanoTime);

    private record Failure(long nanos) {}

    private record Seen(ServerRole role, long nanos) {}

    private final LongSupplier clock;
    private final Map<HostPort, Failure> failures = new ConcurrentHashMap<>();
    private final Map<HostPort, Seen> roles = new ConcurrentHashMap<>();
    private final Map<HostPort, Queue<WeakReference<Socket>>> sockets = new ConcurrentHashMap<>();

    HostHealth(LongSupplier clock) {
        this.clock = clock;
    }

    void failed(HostPort host) {
        failures.put(host, new Failure(clock.getAsLong()));
    }

    void reached(HostPort host) {
        failures.remove(host);
    }

    void hasRole(HostPort host, ServerRole role) {
        roles.put(host, new Seen(role, clock.getAsLong()));
    }

    /** Whether a server could not be reached within the last so many seconds. */
    boolean failedWithin(HostPort host, int seconds) {
        Failure failure = failures.get(host);
        return failure != null && within(failure.nanos(), seconds);
    }

    /** The role that a server had within the last so many seconds; null when nobody looked. */
    @Nullable
    ServerRole roleWithin(HostPort host, int seconds) {
        Seen seen = roles.get(host);
        return seen != null && within(seen.nanos(), seconds) ? seen.role() : null;
    }

    private boolean within(long nanos, int seconds) {
        return clock.getAsLong() - nanos < TimeUnit.SECONDS.toNanos(seconds);
    }

    /** A socket to a server is open; it counts until it is closed or forgotten. */
    void opened(HostPort host, Socket socket) {
        Queue<WeakReference<Socket>> open = sockets.computeIfAbsent(host, any -> new ConcurrentLinkedQueue<>());
        prune(open);
        open.add(new WeakReference<>(socket));
    }

    Map<HostPort, Integer> openSockets(Collection<HostPort> hosts) {
        Map<HostPort, Integer> counts = new HashMap<>();
        for (HostPort host : hosts) {
            Queue<WeakReference<Socket>> open = sockets.get(host);
            counts.put(host, open == null ? 0 : prune(open));
        }
        return counts;
    }

    private static int prune(Queue<WeakReference<Socket>> open) {
        int count = 0;
        for (Iterator<WeakReference<Socket>> each = open.iterator(); each.hasNext(); ) {
            Socket socket = each.next().get();
            if (socket == null || socket.isClosed()) {
                each.remove();
            } else {
                count++;
            }
        }
        return count;
    }
}
