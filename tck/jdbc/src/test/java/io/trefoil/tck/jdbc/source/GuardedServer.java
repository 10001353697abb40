package io.trefoil.tck.jdbc.source;

import io.trefoil.launcher.server.ServerOptions;
import io.trefoil.launcher.server.TrefoilServer;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.wire.server.ServerConfiguration;
import io.trefoil.wire.server.ServerConfiguration.TlsFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A server that asks for passwords. */
final class GuardedServer implements AutoCloseable {
    private static final long CACHE_BYTES = 8L << 20;

    private final TrefoilServer server;

    /** On an empty directory, with user bob and his password. */
    GuardedServer(Path directory, String password) throws SQLException {
        this(directory, password, Optional.empty());
    }

    /** The same behind TLS. */
    GuardedServer(Path directory, String password, Optional<TlsFiles> tls) throws SQLException {
        try (TrefoilServer open = start(directory, true, Optional.empty());
                Connection connection = DriverManager.getConnection("jdbc:trefoil://" + address(open) + "/");
                Statement statement = connection.createStatement()) {
            statement.execute("create user bob password '" + password + "'");
        }
        this.server = start(directory, false, tls);
    }

    private static TrefoilServer start(Path directory, boolean insecure, Optional<TlsFiles> tls) {
        ServerConfiguration wire = ServerConfiguration.of("127.0.0.1", 0, insecure, tls);
        return TrefoilServer.start(new ServerOptions(StoreLocation.directory(directory), CACHE_BYTES, wire));
    }

    private static String address(TrefoilServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    String address() {
        return address(server);
    }

    /** As bob. */
    String url(String properties) {
        return "jdbc:trefoil://" + address() + "/trefoil?user=bob&" + properties;
    }

    @Override
    public void close() {
        server.close();
    }
}
