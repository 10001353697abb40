package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/** pgjdbc's own encryption (certificates and keys as libpq has them), with the link above it. */
public final class LinkLibPqSocketFactory extends LibPQFactory {
    /** Called by pgjdbc. */
    public LinkLibPqSocketFactory(Properties info) throws PSQLException {
        super(info);
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return LinkSslSocket.over(super.createSocket(plain, host, port, autoClose), plain);
    }
}
