package io.trefoil.launcher.server;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.wire.server.PostgresServer;
import io.trefoil.wire.server.ServerStartException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** All parts of a running server, wired by hand: store, engine, wire. Closed in the opposite order. */
public final class TrefoilServer implements AutoCloseable {
    private final SqlService service;
    private final PostgresServer server;
    private final String storeDescription;

    private TrefoilServer(SqlService service, PostgresServer server, String storeDescription) {
        this.service = service;
        this.server = server;
        this.storeDescription = storeDescription;
    }

    /**
     * Opens the store, the engine on it and the door in front, and returns when clients can connect.
     *
     * @throws StartFailure with one line for the user; nothing is left open
     */
    public static TrefoilServer start(ServerOptions options) {
        TransactionalStore store = openStore(options);
        String description = store.description();
        SqlService service =
                TrefoilEngine.open(store, options.store(), options.wire().connectionsMax());
        try {
            return new TrefoilServer(service, PostgresServer.start(options.wire(), service), description);
        } catch (ServerStartException e) {
            service.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static TransactionalStore openStore(ServerOptions options) {
        try {
            return TransactionalStore.open(
                    options.store(), StoreOptions.DEFAULT.withBlockCacheBytes(options.cacheBytes()));
        } catch (StorageException.OpenFailed e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the server listens, with the port it got when any was asked for. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** One line about the store. */
    public String storeDescription() {
        return storeDescription;
    }

    /**
     * Stops accepting, lets running statements finish within the grace or cancels them, then closes the store. Every
     * acknowledged commit is safe before and after.
     */
    public void stop(Duration grace) {
        try {
            server.shutdown(grace);
        } finally {
            service.close();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(1));
    }
}
