package io.trefoil.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** A program for a small heap: moves more through a database of its own process than the heap could hold. */
final class SmallHeap {
    private static final long ROWS = 1_000_000;

    private SmallHeap() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(args[0])) {
            LifeOfDatabaseTest.run(connection, "CREATE TABLE t (a int PRIMARY KEY, b text)");
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            expect(copies.copyIn("COPY t FROM STDIN", new Lines(ROWS)), ROWS);
            expect(copiedOut(copies), ROWS * Lines.BYTES);
            connection.setAutoCommit(false);
            expect(selected(connection), ROWS);
        }
        System.out.println("ready");
    }

    private static long copiedOut(CopyManager copies) throws Exception {
        long bytes = 0;
        CopyOut out = copies.copyOut("COPY t TO STDOUT");
        for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
            bytes += line.length;
        }
        return bytes;
    }

    private static long selected(Connection connection) throws Exception {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            ResultSet result = statement.executeQuery("SELECT a, b FROM t");
            while (result.next()) {
                rows++;
            }
        }
        return rows;
    }

    private static void expect(long actual, long expected) {
        if (actual != expected) {
            throw new IllegalStateException(actual + " instead of " + expected);
        }
    }

    /** Runs the program; true when it succeeded. */
    static boolean run(Path directory, int heapMegabytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        "jdbc:trefoil:file:" + directory)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return "ready".equals(process.inputReader().readLine()) && process.waitFor(60, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }
}
