package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/** pgjdbc's own encryption (certificates and keys as libpq has them), with the link above it. */
public final class LinkSslSocketFactory extends LibPQFactory {
    /** Called by pgjdbc. */
    public LinkSslSocketFactory(Properties info) throws PSQLException {
        super(info);
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        Socket encrypted = super.createSocket(plain, host, port, autoClose);
        return plain instanceof LinkSocket carrier && encrypted instanceof SSLSocket secure
                ? new LinkSslSocket(carrier.link(), secure)
                : encrypted;
    }
}
