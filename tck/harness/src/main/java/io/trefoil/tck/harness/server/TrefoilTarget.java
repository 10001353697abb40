package io.trefoil.tck.harness.server;

import io.trefoil.launcher.server.ServerOptions;
import io.trefoil.launcher.server.TrefoilServer;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.wire.server.ServerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trefoil in this JVM, wired as the launcher wires it. Every database is a server of its own on a fresh store. */
public final class TrefoilTarget implements Target {
    private static final long CACHE_BYTES = 8L << 20;

    private final String name;

    private TrefoilTarget(String name) {
        this.name = name;
    }

    public static TrefoilTarget memory() {
        return new TrefoilTarget("memory");
    }

    public static TrefoilTarget rocksDb() {
        return new TrefoilTarget("rocksdb");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TestDatabase create() {
        if (name.equals("memory")) {
            return new Running(start(StoreLocation.parse("mem")), null);
        }
        try {
            Path directory = Files.createTempDirectory("trefoil-store");
            return new Running(start(StoreLocation.directory(directory)), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrefoilServer start(StoreLocation store) {
        ServerConfiguration wire = ServerConfiguration.of("127.0.0.1", 0, true, Optional.empty());
        return TrefoilServer.start(new ServerOptions(store, CACHE_BYTES, wire));
    }

    private record Running(TrefoilServer server, @Nullable Path directory) implements TestDatabase {
        @Override
        public Endpoint endpoint() {
            return new Endpoint("127.0.0.1", server.address().getPort(), "trefoil", "trefoil");
        }

        @Override
        public void close() {
            server.close();
            if (directory != null) {
                delete(directory);
            }
        }

        private static void delete(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {}
}
