package io.trefoil.tck.jdbc;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A way into a database that Java programs take. Each test finds an empty database behind its door, made at first use;
 * {@link CloseDoors} throws it away after the test, with every connection that came through {@link #open}.
 *
 * <p>{@code -Dtck.door=REMOTE} skips the other doors of Trefoil.
 */
public enum Door {
    /** A Trefoil server that keeps everything in memory, over a socket. */
    REMOTE {
        @Override
        Place enter() {
            String name = "door" + NUMBER.incrementAndGet();
            Endpoint endpoint = Shared.SERVER.endpoint();
            command(endpoint, "create database " + name);
            String url = "jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/" + name;
            return new Place(url, () -> {
                command(endpoint, "drop database " + name + " with (force)");
                dropRoles(endpoint);
            });
        }
    },
    /** Trefoil inside this JVM, in memory. */
    EMBEDDED_MEMORY {
        @Override
        Place enter() throws SQLException {
            String url = "jdbc:trefoil:mem:door" + NUMBER.incrementAndGet();
            // The database lives while a connection is open, so one stays open for the length of the test.
            Connection keeper = DriverManager.getConnection(url);
            return new Place(url, keeper);
        }
    },
    /** Trefoil inside this JVM, on RocksDB. */
    EMBEDDED_FILE {
        @Override
        Place enter() throws SQLException {
            Path directory = temporaryDirectory();
            String url = "jdbc:trefoil:file:" + directory;
            // Opening a store takes a while, and a test opens and closes many connections.
            Connection keeper = DriverManager.getConnection(url);
            return new Place(url, () -> {
                keeper.close();
                delete(directory);
            });
        }
    },
    /** PostgreSQL through pgjdbc, which says what is right; skipped with a note where none is installed. */
    POSTGRESQL {
        @Override
        Place enter() {
            TestDatabase database = ScriptTests.postgres().create();
            return new Place(database.endpoint().jdbcUrl(), database);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A database of one test and what ends it. */
    record Place(String url, AutoCloseable end) {}

    private final List<Connection> connections = new ArrayList<>();
    private @Nullable Place place;

    abstract Place enter() throws SQLException;

    /** Whether Trefoil is behind it. */
    public boolean isTrefoil() {
        return this != POSTGRESQL;
    }

    /** Whether Trefoil is behind it, in this JVM. */
    public boolean isEmbedded() {
        return this == EMBEDDED_MEMORY || this == EMBEDDED_FILE;
    }

    /** The URL of this test's database, with properties of the form {@code name=value} added. */
    public synchronized String url(String... properties) {
        Place here = place;
        if (here == null) {
            String only = System.getProperty("tck.door", name());
            Assumptions.assumeTrue(only.equals(name()) || !isTrefoil(), "only " + only + " is asked for");
            try {
                here = enter();
            } catch (SQLException e) {
                throw new AssertionError("no database at " + this, e);
            }
            place = here;
        }
        StringBuilder url = new StringBuilder(here.url());
        for (String property : properties) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(property);
        }
        return url.toString();
    }

    /** A new connection to this test's database; it is closed after the test at the latest. */
    public Connection open(String... properties) throws SQLException {
        Connection connection = DriverManager.getConnection(url(properties));
        synchronized (this) {
            connections.add(connection);
        }
        return connection;
    }

    /** Connections to this test's database for a pool. */
    public DataSource dataSource(String... properties) {
        return new UrlDataSource(url(properties));
    }

    /** The test is over. */
    synchronized void close() throws Exception {
        for (Connection connection : connections) {
            connection.close();
        }
        connections.clear();
        Place left = place;
        place = null;
        if (left != null) {
            left.end().close();
        }
    }

    /** One server for all tests of this JVM; the process's end closes it. */
    private static final class Shared {
        static final TestDatabase SERVER = TrefoilTarget.memory().create();
    }

    private static void command(Endpoint endpoint, String sql) {
        try (WireClient client = WireClient.connect(endpoint)) {
            client.query(sql).last();
        }
    }

    /** Roles belong to the whole server: what a test left behind goes with its database. */
    private static void dropRoles(Endpoint endpoint) {
        try (WireClient client = WireClient.connect(endpoint)) {
            String others = "select rolname from pg_roles where rolname !~ '^pg_' and rolname <> current_user";
            for (String[] role : client.query(others).last().rows()) {
                client.query("drop role \"" + role[0] + '"').last();
            }
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("trefoil-door");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
