package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.embedded.EmbeddedEngine;
import io.trefoil.jdbc.embedded.EmbeddedEngines;
import io.trefoil.jdbc.link.Link;
import io.trefoil.jdbc.link.LinkSocketFactory;
import io.trefoil.jdbc.link.LinkSslSocketFactory;
import io.trefoil.jdbc.link.Reconnector;
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
    /** What the server is asked to do for the sake of retries; PostgreSQL takes them for settings of an extension. */
    private static final String SERVER_OPTIONS =
            "-c trefoil.commit_outcomes=on -c trefoil.restart_savepoint=on -c trefoil.flexible_text_parameters=on";

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
            return open(text, info, hosts, Socket::new, true);
        }
        EmbeddedEngine engine = EmbeddedEngines.find();
        info.setProperty("sslmode", "disable");
        HostSpec[] here = {new HostSpec("localhost", TrefoilUrl.DEFAULT_PORT)};
        return open(text, info, here, () -> connect(engine, url), false);
    }

    private static Socket connect(EmbeddedEngine engine, TrefoilUrl url) throws SQLException {
        boolean keepAlive = Boolean.parseBoolean(url.properties().getProperty("keepAlive"));
        if (url instanceof TrefoilUrl.Memory memory) {
            return engine.connectToMemory(memory.name(), keepAlive);
        }
        return engine.connectToDirectory(((TrefoilUrl.Directory) url).directory(), keepAlive);
    }

    private static Connection open(String text, Properties info, HostSpec[] hosts, SocketSource sockets, boolean remote)
            throws SQLException {
        RetrySettings retries = RetrySettings.of(info);
        if (retries.mode() != RetrySettings.Mode.OFF) {
            String options = info.getProperty("options");
            info.setProperty("options", options == null ? SERVER_OPTIONS : options + ' ' + SERVER_OPTIONS);
        }
        Link link = new Link(retries, RetryEvents.ofConnection());
        PgConnection connection = signIn(text, info, hosts, sockets, link);
        if (remote) {
            link.reconnectBy(
                    () -> {
                        Link fresh = new Link(retries, RetryEvents.ofConnection());
                        return new Reconnector.Session(signIn(text, info, hosts, sockets, fresh), fresh);
                    },
                    connection);
        }
        link.activate();
        return connection;
    }

    private static PgConnection signIn(String text, Properties info, HostSpec[] hosts, SocketSource sockets, Link link)
            throws SQLException {
        String token = LinkSocketFactory.register(sockets, link);
        try {
            Properties own = new Properties();
            own.putAll(info);
            own.setProperty("socketFactory", LinkSocketFactory.class.getName());
            own.setProperty("socketFactoryArg", token);
            own.putIfAbsent("sslfactory", LinkSslSocketFactory.class.getName());
            return new PgConnection(hosts, own, text);
        } finally {
            LinkSocketFactory.forget(token);
        }
    }
}
