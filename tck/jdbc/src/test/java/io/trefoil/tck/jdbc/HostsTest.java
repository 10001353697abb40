package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.UnixOperatingSystemMXBean;
import io.trefoil.jdbc.api.TrefoilConnection;
import io.trefoil.jdbc.hosts.HostPlan;
import io.trefoil.jdbc.url.TrefoilUrl;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of several servers, some of them dead. */
class HostsTest {
    private static final List<TestDatabase> SERVERS = new ArrayList<>();

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void startThreeServers() throws SQLException {
        for (int i = 0; i < 3; i++) {
            SERVERS.add(TrefoilTarget.memory().create());
            try (Connection connection = DriverManager.getConnection("jdbc:trefoil://" + server(i) + "/");
                    Statement statement = connection.createStatement()) {
                statement.execute("create table me as select " + i + " as number");
            }
        }
    }

    @AfterAll
    static void stopThem() {
        SERVERS.forEach(TestDatabase::close);
    }

    @AfterEach
    void closeWhatIsOpen() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** Ways of a server to be dead. */
    enum Dead {
        /** Nothing listens at its port. */
        REFUSING {
            @Override
            String address(List<AutoCloseable> open) throws IOException {
                try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    return "127.0.0.1:" + taken.getLocalPort();
                }
            }
        },
        /** What is sent to it is lost. */
        BLACK_HOLE {
            @Override
            String address(List<AutoCloseable> open) throws IOException {
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                open.add(full);
                // the kernel drops what comes when the queue of connections is full
                for (int i = 0; i < 4; i++) {
                    Socket filler = new Socket();
                    open.add(filler);
                    try {
                        filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 100);
                    } catch (IOException queueIsFull) {
                        break;
                    }
                }
                return "127.0.0.1:" + full.getLocalPort();
            }
        },
        /** An address of RFC 5737 that is nobody's. */
        NOBODY {
            @Override
            String address(List<AutoCloseable> open) {
                return "192.0.2.1:5532";
            }
        },
        /** It takes connections and says nothing. */
        SILENT {
            @Override
            String address(List<AutoCloseable> open) throws IOException {
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                open.add(silent);
                return "127.0.0.1:" + silent.getLocalPort();
            }
        },
        /** Its name leads nowhere. */
        NAMELESS {
            @Override
            String address(List<AutoCloseable> open) {
                return "no-such-host.invalid";
            }
        };

        abstract String address(List<AutoCloseable> open) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Dead.class)
    void aDeadFirstServerCostsLessThanTwoSeconds(Dead dead) throws Exception {
        String url = "jdbc:trefoil://" + dead.address(open) + "," + server(0) + "," + server(1) + "/";
        // Well below the ten seconds of connectTimeout; a busy machine needs a few of its own.
        assertThat(secondsToOpen(url)).isLessThan(8.0);
        // Connections after it know; on a busy machine not each of them is quick.
        double quickest = secondsToOpen(url);
        for (int i = 0; i < 20 && quickest > 0.8; i++) {
            quickest = secondsToOpen(url);
        }
        assertThat(quickest).as("a later connection").isLessThan(0.8);
    }

    private double secondsToOpen(String url) throws SQLException {
        long start = System.nanoTime();
        assertThat(number(open(url))).isZero();
        return (System.nanoTime() - start) / 1e9;
    }

    @ParameterizedTest
    @EnumSource(
            value = Dead.class,
            names = {"REFUSING", "SILENT", "NAMELESS"})
    void whenAllAreDeadEachIsNamed(Dead dead) throws Exception {
        String first = dead.address(open);
        String second = Dead.REFUSING.address(open);
        assertThatThrownBy(() -> open("jdbc:trefoil://" + first + "," + second + "/?loginTimeout=2&password=s3cr3t"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining(first)
                .hasMessageContaining(second)
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void aLoginTimeoutBoundsEverything() throws Exception {
        String silent = Dead.SILENT.address(open);
        String many = silent;
        for (int i = 0; i < 14; i++) {
            many += "," + Dead.SILENT.address(open);
        }
        // A second for each of the many would be too long on a busy machine, too.
        for (String hosts : List.of(silent, many)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> open("jdbc:trefoil://" + hosts + "/?loginTimeout=1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(14));
        }
    }

    @Test
    void theTimeToLogInDoesNotBoundStatements() throws Exception {
        Connection connection = loggedInWithinOneSecond();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(1.3)");
        }
        assertThat(number(connection)).isZero();
    }

    private Connection loggedInWithinOneSecond() throws SQLException {
        String url = "jdbc:trefoil://" + server(0) + "/?loginTimeout=1";
        for (int i = 0; i < 20; i++) {
            try {
                return open(url);
            } catch (SQLException busyMachine) {
                assertThat(busyMachine.getSQLState()).isEqualTo("08001");
            }
        }
        return open(url);
    }

    @Test
    void leastConnSpreadsConnectionsEvenly() throws Exception {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            counts.merge(number(open(all("loadBalanceHosts=leastConn"))), 1, Integer::sum);
        }
        assertThat(counts).containsOnly(Map.entry(0, 3), Map.entry(1, 3), Map.entry(2, 3));
    }

    @Test
    void randomGivesEachServerAThird() throws Exception {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            try (Connection connection = DriverManager.getConnection(all("loadBalanceHosts=random"))) {
                counts.merge(number(connection), 1, Integer::sum);
            }
        }
        assertThat(counts.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isCloseTo(100, within(35)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "primary", "preferPrimary", "preferSecondary", "master", "preferSlave"})
    void aServerThatTakesWritesIsAPrimary(String type) throws Exception {
        assertThat(number(open(all("targetServerType=" + type)))).isBetween(0, 2);
    }

    @Test
    void withoutASecondaryThereIsNoConnectionToOne() {
        assertThatThrownBy(() -> open(all("targetServerType=secondary")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("not what targetServerType asks for");
    }

    @Test
    void aServerThatOnlyReadsIsASecondary() throws Exception {
        String readsOnly = "targetServerType=secondary&options=-c%20default_transaction_read_only=on";
        assertThat(number(open("jdbc:trefoil://" + server(2) + "/?" + readsOnly)))
                .isEqualTo(2);
    }

    @Test
    void aLostConnectionIsReplacedAtTheNextServer() throws Exception {
        CuttingProxy first = new CuttingProxy(SERVERS.get(1).endpoint());
        Connection connection =
                open("jdbc:trefoil://127.0.0.1:" + first.endpoint().port() + "," + server(1) + "/");
        assertThat(number(connection)).isOne();
        connection.setAutoCommit(false);
        assertThat(number(connection)).isOne();
        first.close();
        assertThat(number(connection)).as("in a transaction").isOne();
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(number(connection)).isOne();
        assertThat(connection.unwrap(TrefoilConnection.class).retryCounters().recovered())
                .isPositive();
    }

    @Test
    void manyThreadsConnectPastADeadServerAtOnce() throws Exception {
        String url = "jdbc:trefoil://" + Dead.SILENT.address(open) + "," + server(0) + "," + server(1)
                + "/?loadBalanceHosts=roundRobin";
        List<Future<Integer>> numbers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 64; i++) {
                numbers.add(threads.submit(() -> {
                    try (Connection connection = DriverManager.getConnection(url)) {
                        return number(connection);
                    }
                }));
            }
        }
        for (Future<Integer> number : numbers) {
            assertThat(number.get()).isBetween(0, 1);
        }
    }

    /** Counts what it makes. */
    public static final class Factory extends SocketFactory {
        static final AtomicInteger MADE = new AtomicInteger();

        @Override
        public Socket createSocket() {
            MADE.incrementAndGet();
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theApplicationMayMakeTheSockets() throws Exception {
        String url = "jdbc:trefoil://" + server(2) + "/?socketFactory="
                + Factory.class.getName().replace("$", "%24");
        Connection connection = open(url + "&localSocketAddress=127.0.0.1&tcpKeepAlive=true&socketTimeout=30");
        assertThat(number(connection)).isEqualTo(2);
        assertThat(Factory.MADE.get()).isPositive();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void serversTellOfServers() throws Exception {
        int port = SERVERS.get(0).endpoint().port();
        String url = "jdbc:trefoil://localhost:" + port + "/?topologyRefreshSeconds=60";
        open(url);
        HostPlan plan = HostPlan.of((TrefoilUrl.Remote) TrefoilUrl.parse(url, new Properties()));
        assertThat(plan.hosts()).containsExactly(new HostPort("localhost", port), new HostPort("127.0.0.1", port));
    }

    @ParameterizedTest
    @EnumSource(
            value = Dead.class,
            names = {"REFUSING", "NAMELESS"})
    void failedConnectionsLeaveNothingBehind(Dead dead) throws Exception {
        String url = "jdbc:trefoil://" + dead.address(open) + "," + Dead.REFUSING.address(open) + "/";
        String refused = "jdbc:trefoil://" + server(0) + "/no_such_database";
        fail(url, 20);
        fail(refused, 20);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long files = openFiles();
        fail(url, 300);
        fail(refused, 300);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 50);
        assertThat(openFiles()).isLessThanOrEqualTo(files + 100);
    }

    private static void fail(String url, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
        }
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private Connection open(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        open.add(connection);
        return connection;
    }

    private static String all(String properties) {
        return "jdbc:trefoil://" + server(0) + "," + server(1) + "," + server(2) + "/?" + properties;
    }

    private static String server(int number) {
        return "127.0.0.1:" + SERVERS.get(number).endpoint().port();
    }

    private static int number(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from me")) {
            row.next();
            return row.getInt(1);
        }
    }
}
