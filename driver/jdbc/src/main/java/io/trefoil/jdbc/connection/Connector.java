package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.embedded.EmbeddedEngine;
import io.trefoil.jdbc.embedded.EmbeddedEngines;
import io.trefoil.jdbc.link.Link;
import io.trefoil.jdbc.link.LinkSocketFactory;
import io.trefoil.jdbc.link.LinkSslSocketFactory;
import io.trefoil.jdbc.link.RetryEvents;
import io.trefoil.jdbc.link.SocketSource;
import io.trefoil.jdbc.url.RetrySettings;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Opens connections to wherever a URL points. */
public final class Connector {
    private Connector() {}

    /** A new connection. */
    public static Connection open(String text, TrefoilUrl url) throws SQLException {
        Properties info = new Properties();
        info.putAll(url.properties());
        info.setProperty("PGDBNAME", TrefoilUrl.DEFAULT_DATABASE);
        info.setProperty("gssEncMode", "disable");
        if (url instanceof TrefoilUrl.Remote remote) {
            info.setProperty("PGDBNAME", remote.database());
            HostSpec[] hosts = remote.hosts().stream()
                    .map(host -> new HostSpec(host.host(), host.port()))
                    .toArray(HostSpec[]::new);
            return open(text, info, hosts, Socket::new);
        }
        EmbeddedEngine engine = EmbeddedEngines.find();
        info.setProperty("sslmode", "disable");
        HostSpec[] here = {new HostSpec("localhost", TrefoilUrl.DEFAULT_PORT)};
        return open(text, info, here, () -> connect(engine, url));
    }

    private static Socket connect(EmbeddedEngine engine, TrefoilUrl url) throws SQLException {
        boolean keepAlive = Boolean.parseBoolean(url.properties().getProperty("keepAlive"));
        if (url instanceof TrefoilUrl.Memory memory) {
            return engine.connectToMemory(memory.name(), keepAlive);
        }
        return engine.connectToDirectory(((TrefoilUrl.Directory) url).directory(), keepAlive);
    }

    private static Connection open(String text, Properties info, HostSpec[] hosts, SocketSource sockets)
            throws SQLException {
        Link link = new Link(RetrySettings.of(info), RetryEvents.ofConnection());
        String token = LinkSocketFactory.register(sockets, link);
        try {
            info.setProperty("socketFactory", LinkSocketFactory.class.getName());
            info.setProperty("socketFactoryArg", token);
            info.putIfAbsent("sslfactory", LinkSslSocketFactory.class.getName());
            PgConnection connection = new PgConnection(hosts, info, text);
            link.activate();
            return connection;
        } finally {
            LinkSocketFactory.forget(token);
        }
    }
}
