package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.util.ObjectFactory;
import org.postgresql.util.PSQLException;

/** The encryption that the property {@code sslfactory} names, with the link above it. */
public final class LinkSslSocketFactory extends SSLSocketFactory {
    /** What the application has asked for, under names of ours. */
    public static final String CHOSEN = "trefoil.sslfactory";

    /** The argument of it. */
    public static final String CHOSEN_ARGUMENT = "trefoil.sslfactoryarg";

    private final SSLSocketFactory chosen;

    /** Called by pgjdbc. */
    public LinkSslSocketFactory(Properties info) throws ReflectiveOperationException, PSQLException {
        chosen = ObjectFactory.instantiate(
                SSLSocketFactory.class, info.getProperty(CHOSEN), info, true, info.getProperty(CHOSEN_ARGUMENT));
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return LinkSslSocket.over(chosen.createSocket(plain, host, port, autoClose), plain);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return chosen.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return chosen.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return chosen.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return chosen.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return chosen.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return chosen.createSocket(address, port, localAddress, localPort);
    }
}
