package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.util.HostSpec;

/** One server that a connection may go to, with sockets to it. */
public final class Candidate {
    private final HostPort host;
    private final Properties properties;
    private final HostHealth health;
    private final SocketFactory factory;
    private volatile Patience.@Nullable Attempt attempt;
    private @Nullable Socket last;

    Candidate(HostPort host, Properties properties, HostHealth health, Patience.Attempt attempt) throws SQLException {
        this.host = host;
        this.properties = properties;
        this.health = health;
        this.factory = factory(properties);
        this.attempt = attempt;
    }

    private static SocketFactory factory(Properties properties) throws SQLException {
        try {
            return SocketFactoryFactory.getSocketFactory(properties);
        } catch (SQLException unusable) {
            String name = properties.getProperty(PGProperty.SOCKET_FACTORY.getName());
            throw new SQLException("socketFactory " + name + " cannot be made", "22023", unusable);
        }
    }

    /** Where it is. */
    public HostPort host() {
        return host;
    }

    /**
     * A new connected socket, of the caller's {@code socketFactory} if there is one. Within the time of the attempt while the
     * connection is being opened; afterwards (for requests to cancel) within {@code connectTimeout}.
     */
    public Socket socket() throws IOException {
        Patience.Attempt opening = attempt;
        int answerMillis = opening == null ? 0 : opening.answerMillisLeft();
        Socket socket = connected(opening);
        try {
            if (answerMillis > 0) {
                socket.setSoTimeout(answerMillis);
            }
        } catch (IOException unusable) {
            socket.close();
            throw unusable;
        }
        health.opened(host, socket);
        last = socket;
        return socket;
    }

    /** The connection is open: what the server does now has all the time that {@code socketTimeout} gives. */
    void opened() throws SQLException {
        attempt = null;
        Socket socket = last;
        int millis = millis(PGProperty.SOCKET_TIMEOUT.getInt(properties));
        try {
            if (socket != null) {
                socket.setSoTimeout(millis);
            }
        } catch (IOException gone) {
            throw new SQLException(host + " closed the connection", "08006", gone);
        }
    }

    private Socket connected(Patience.@Nullable Attempt opening) throws IOException {
        if (!new HostSpec(host.host(), host.port()).shouldResolve()) {
            return connected(InetSocketAddress.createUnresolved(host.host(), host.port()), connectMillis(opening));
        }
        InetAddress[] addresses = InetAddress.getAllByName(host.host());
        IOException failure = new UnknownHostException(host.host());
        for (int i = 0; i < addresses.length; i++) {
            int millis = connectMillis(opening);
            int share = millis / (addresses.length - i);
            try {
                return connected(
                        new InetSocketAddress(addresses[i], host.port()), millis == 0 ? 0 : Math.max(1, share));
            } catch (IOException failed) {
                failure = failed;
            }
        }
        throw failure;
    }

    private int connectMillis(Patience.@Nullable Attempt opening) throws IOException {
        if (opening != null) {
            return opening.connectMillisLeft();
        }
        try {
            return millis(PGProperty.CONNECT_TIMEOUT.getInt(properties));
        } catch (SQLException checkedBefore) {
            throw new IOException(checkedBefore);
        }
    }

    private Socket connected(InetSocketAddress address, int millis) throws IOException {
        Socket socket = factory.createSocket();
        try {
            String local = PGProperty.LOCAL_SOCKET_ADDRESS.getOrDefault(properties);
            if (local != null && !socket.isBound()) {
                bind(socket, local);
            }
            if (!socket.isConnected()) {
                socket.connect(address, millis);
            }
            return socket;
        } catch (SocketTimeoutException late) {
            socket.close();
            throw new SocketTimeoutException("no connection to " + address + " within " + millis + " ms");
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static void bind(Socket socket, String local) throws IOException {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(local), 0));
        } catch (IOException unusable) {
            throw new IOException("localSocketAddress " + local + " is no address of this machine", unusable);
        }
    }

    private static int millis(int seconds) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(Math.max(0, seconds)));
    }
}
