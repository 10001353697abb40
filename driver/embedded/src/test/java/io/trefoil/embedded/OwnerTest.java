package io.trefoil.embedded;

import static io.trefoil.embedded.LifeOfDatabaseTest.number;
import static io.trefoil.embedded.LifeOfDatabaseTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process owns a directory, and all its connections share one store, however they come and go. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerTest {
    @TempDir
    Path directory;

    @Test
    void secondProcessIsToldWhoOwnsTheDirectory() throws Exception {
        Path store = directory.resolve("store");
        Process owner = StoreHolder.start(store, "CREATE TABLE t (a int PRIMARY KEY)");
        try {
            assertThatThrownBy(() -> DriverManager.getConnection("jdbc:trefoil:file:" + store))
                    .isInstanceOfSatisfying(SQLException.class, refused -> {
                        assertThat(refused.getSQLState()).isEqualTo("55006");
                        assertThat(refused.getMessage()).contains("process " + owner.pid());
                    });
        } finally {
            // An application that forgets its connections ends nevertheless, and leaves an orderly store.
            assertThat(StoreHolder.end(owner)).isTrue();
        }
        assertThat(store.resolve("OWNER")).doesNotExist();
        try (Connection connection = DriverManager.getConnection("jdbc:trefoil:file:" + store)) {
            assertThat(number(connection, "SELECT count(*) FROM t")).isZero();
        }
    }

    @Test
    void killedOwnerLeavesNothingInTheWay() throws Exception {
        Path store = directory.resolve("store");
        Process owner = StoreHolder.start(store, "CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        owner.destroyForcibly().waitFor();
        assertThat(store.resolve("OWNER")).exists();
        try (Connection connection = DriverManager.getConnection("jdbc:trefoil:file:" + store)) {
            assertThat(number(connection, "SELECT count(*) FROM t")).isEqualTo(1);
            assertThat(Files.readString(store.resolve("OWNER")).trim())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void connectionsComeAndGoWithoutMeetingAClosedStore() throws Exception {
        String url = "jdbc:trefoil:file:" + directory.resolve("store");
        try (Connection first = DriverManager.getConnection(url)) {
            run(first, "CREATE TABLE t (a serial PRIMARY KEY, b int)");
        }
        AtomicInteger inserted = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 80; i++) {
                int pause = i % 7;
                threads.submit(() -> {
                    try (Connection connection = DriverManager.getConnection(url)) {
                        run(connection, "INSERT INTO t (b) VALUES (1)");
                        inserted.incrementAndGet();
                    }
                    TimeUnit.MILLISECONDS.sleep(pause * pause);
                    return null;
                });
            }
        }
        assertThat(inserted.get()).isEqualTo(80);
        try (Connection last = DriverManager.getConnection(url)) {
            assertThat(number(last, "SELECT count(*) FROM t")).isEqualTo(80);
        }
    }

    @Test
    void keptAliveStoreStaysOpenAndOwned() throws Exception {
        Path store = directory.resolve("store");
        String url = "jdbc:trefoil:file:" + store;
        DriverManager.getConnection(url + "?keepAlive=true").close();
        assertThat(store.resolve("OWNER")).exists();
        try (Connection connection = DriverManager.getConnection(url + "?keepAlive=false")) {
            run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        }
        assertThat(store.resolve("OWNER")).exists();
    }

    @Test
    void refusedLoginLeavesNothingOpen() {
        Path store = directory.resolve("store");
        String url = "jdbc:trefoil:file:" + store;
        assertThatThrownBy(() -> DriverManager.getConnection(url + "?user=nobody"))
                .isInstanceOf(SQLException.class);
        assertThat(store.resolve("OWNER")).doesNotExist();
    }
}
