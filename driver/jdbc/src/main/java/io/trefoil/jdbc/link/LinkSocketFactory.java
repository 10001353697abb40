package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Gives pgjdbc the sockets of one connection, and of the cancel requests for it. pgjdbc makes the factory itself, from its
 * name and one string: the string is the token of what was registered.
 */
public final class LinkSocketFactory extends SocketFactory {
    private static final Map<String, Registered> REGISTERED = new ConcurrentHashMap<>();

    private final SocketSource source;
    private final Link link;

    private record Registered(SocketSource source, Link link) {}

    /** Called by pgjdbc. */
    public LinkSocketFactory(String token) {
        Registered registered = REGISTERED.get(token);
        if (registered == null) {
            throw new IllegalStateException("no connection is being opened with this token");
        }
        this.source = registered.source();
        this.link = registered.link();
    }

    /** Makes a source known until {@link #forget}. */
    public static String register(SocketSource source, Link link) {
        String token = UUID.randomUUID().toString();
        REGISTERED.put(token, new Registered(source, link));
        return token;
    }

    /** The connection is open, or is not going to be. */
    public static void forget(String token) {
        REGISTERED.remove(token);
    }

    @Override
    public Socket createSocket() throws IOException {
        try {
            Socket raw = source.open();
            // Once the session is there, only cancel requests ask for sockets.
            return link.isActive() ? link.session().forCancel(raw) : new LinkSocket(link, raw);
        } catch (SQLException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnsupportedOperationException("pgjdbc connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnsupportedOperationException("pgjdbc connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new UnsupportedOperationException("pgjdbc connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new UnsupportedOperationException("pgjdbc connects by itself");
    }
}
