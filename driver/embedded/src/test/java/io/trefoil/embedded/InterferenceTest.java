package io.trefoil.embedded;

import static io.trefoil.embedded.LifeOfDatabaseTest.number;
import static io.trefoil.embedded.LifeOfDatabaseTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Other threads cancel, abort, close and terminate at any moment of whatever a connection does: it fails or not, but
 * nothing hangs, and nothing of the connection is left.
 */
class InterferenceTest {
    private static final String URL = "jdbc:trefoil:mem:interference";
    private static final int ROUNDS = 300;

    private enum Work {
        SHORT,
        ENDLESS,
        COPY_IN,
        COPY_OUT,
        BATCH,
        WAIT_FOR_LOCK
    }

    private enum Interference {
        NONE,
        CANCEL,
        ABORT,
        CLOSE,
        TERMINATE,
        NETWORK_TIMEOUT
    }

    /** Of the platform: an endless statement on a virtual thread may hold the only carrier. */
    private final ExecutorService others = Executors.newCachedThreadPool();

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingHangsAndNothingIsLeft() throws Exception {
        long seed = Long.getLong("tck.seed", System.nanoTime());
        System.out.println("tck.seed=" + seed);
        Random random = new Random(seed);
        try (Connection control = DriverManager.getConnection(URL);
                Connection holder = DriverManager.getConnection(URL)) {
            run(control, "CREATE TABLE t (a int, b text)");
            run(control, "INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i");
            run(control, "CREATE TABLE locked (a int PRIMARY KEY)");
            run(control, "INSERT INTO locked VALUES (1)");
            holder.setAutoCommit(false);
            run(holder, "SELECT * FROM locked FOR UPDATE");
            for (int round = 0; round < ROUNDS; round++) {
                round(random, control);
            }
            awaitAlone(control, 2);
            // Whole copies and whole batches.
            assertThat(number(control, "SELECT count(*) % 500 FROM t")).isZero();
        }
    }

    private void round(Random random, Connection control) throws Exception {
        Work work = Work.values()[random.nextInt(Work.values().length)];
        Interference interference = Interference.values()[random.nextInt(Interference.values().length)];
        if (interference == Interference.NONE && (work == Work.ENDLESS || work == Work.WAIT_FOR_LOCK)) {
            interference = Interference.CANCEL;
        }
        if (interference == Interference.CLOSE && work != Work.ENDLESS && work != Work.WAIT_FOR_LOCK) {
            // Closing writes, and pgjdbc's buffer is not made for two threads that do.
            interference = Interference.ABORT;
        }
        long pause = random.nextLong(TimeUnit.MILLISECONDS.toNanos(5));
        Connection connection = DriverManager.getConnection(URL + "?retry=off");
        long process = number(connection, "SELECT pg_backend_pid()");
        Statement statement = connection.createStatement();
        if (interference == Interference.NETWORK_TIMEOUT) {
            connection.setNetworkTimeout(others, 2 + random.nextInt(10));
        }
        Future<?> working = others.submit(() -> perform(work, connection, statement));
        int tries = 0;
        do {
            if (++tries == 3000) {
                throw new AssertionError(work + " hangs after " + interference);
            }
            LockSupport.parkNanos(pause);
            if (interference == Interference.CLOSE) {
                awaitRunning(control, process);
            }
            interfere(interference, connection, statement, control, process);
            // A cancel request that came before the statement is forgotten: once more.
        } while (!finished(working));
        connection.close();
    }

    private static boolean finished(Future<?> working) throws Exception {
        try {
            working.get(20, TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException notYet) {
            return false;
        }
    }

    private static void perform(Work work, Connection connection, Statement statement) {
        try {
            switch (work) {
                case SHORT -> statement.execute("SELECT count(*) FROM t");
                case ENDLESS -> statement.execute("SELECT count(*) FROM generate_series(1, 100000000000)");
                case COPY_IN -> copyIn(connection);
                case COPY_OUT -> copyOut(connection);
                case BATCH -> batch(connection);
                case WAIT_FOR_LOCK -> statement.execute("SELECT * FROM locked FOR UPDATE");
            }
        } catch (SQLException expected) {
            // Cancelled, aborted, closed or terminated.
        }
    }

    private static void copyIn(Connection connection) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
        try (Lines lines = new Lines(2000)) {
            byte[] piece = new byte[4000];
            for (int count = lines.read(piece, 0, piece.length); count > 0; count = lines.read(piece, 0, 4000)) {
                in.writeToCopy(piece, 0, count);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        in.endCopy();
    }

    private static void copyOut(Connection connection) throws SQLException {
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        CopyOut out = copies.copyOut("COPY t TO STDOUT");
        while (out.readFromCopy() != null) {
            Thread.onSpinWait();
        }
    }

    private static void batch(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'batch')")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 500; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void interfere(
            Interference interference, Connection connection, Statement statement, Connection control, long process)
            throws SQLException {
        switch (interference) {
            case NONE, NETWORK_TIMEOUT -> {}
            case CANCEL -> {
                try {
                    statement.cancel();
                    control.createStatement().execute("SELECT pg_cancel_backend(" + process + ")");
                } catch (SQLException closed) {
                    // The statement was.
                }
            }
            case ABORT -> connection.abort(Runnable::run);
            case CLOSE ->
                others.submit(() -> {
                    connection.close();
                    return null;
                });
            case TERMINATE -> run(control, "SELECT pg_terminate_backend(" + process + ")");
        }
    }

    private static void awaitRunning(Connection control, long process) throws SQLException {
        String query = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid = " + process;
        for (int i = 0; i < 1000 && number(control, query) == 0; i++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void awaitAlone(Connection control, int connections) throws Exception {
        String count = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'";
        for (int i = 0; i < 6000 && number(control, count) > connections; i++) {
            Thread.sleep(10);
        }
        assertThat(number(control, count)).isEqualTo(connections);
    }
}
