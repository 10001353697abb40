package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand virtual threads share a pool of twenty connections: while one waits, for the network, a lock or the disk, its
 * carrier carries others. Java's flight recorder tells of each one that could not let go. JDKs before 24 tell of every
 * {@code synchronized} too, those of libraries included.
 */
@EnabledForJreRange(min = JRE.JAVA_24)
class VirtualThreadTest {
    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final int THREADS = Integer.getInteger("tck.threads", 10_000);
    private static final int CONNECTIONS = 20;
    private static final int ACCOUNTS = 100;

    @TempDir
    Path directory;

    @OnTrefoilDoors
    void nothingPinsItsCarrier(Door door) throws Exception {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance int not null)");
            statement.execute("insert into account select i, 0 from generate_series(0, " + (ACCOUNTS - 1) + ") i");
        }
        List<RecordedEvent> pinned;
        try (HikariDataSource pool = pool(door)) {
            // A class that is being initialized pins its thread once in the life of a process.
            assertThat(visitors(pool, 20 * CONNECTIONS)).isEqualTo(20 * CONNECTIONS);
            pinned = record(() -> assertThat(visitors(pool, THREADS)).isEqualTo(THREADS));
        }
        assertThat(pinned).isEmpty();
        try (Connection connection = door.open();
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select sum(balance) from account")) {
            sum.next();
            assertThat(sum.getInt(1)).isEqualTo(20 * CONNECTIONS + THREADS);
        }
    }

    private static HikariDataSource pool(Door door) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(door.dataSource());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(Duration.ofMinutes(5).toMillis());
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    /** How many got their answers. */
    private static int visitors(HikariDataSource pool, int count) throws Exception {
        int answered = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> visits = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int account = i % ACCOUNTS;
                visits.add(threads.submit(() -> visit(pool, account)));
            }
            for (Future<Boolean> visit : visits) {
                answered += visit.get() ? 1 : 0;
            }
        }
        return answered;
    }

    private static boolean visit(HikariDataSource pool, int account) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update account set balance = balance + 1 where id = ?");
                PreparedStatement query = connection.prepareStatement("select balance from account where id = ?")) {
            update.setInt(1, account);
            int changed = update.executeUpdate();
            query.setInt(1, account);
            try (ResultSet row = query.executeQuery()) {
                boolean found = row.next() && row.getInt(1) > 0;
                connection.commit();
                return found && changed == 1;
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private List<RecordedEvent> record(Work work) throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return events(file);
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .toList();
    }
}
