package io.trefoil.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own process: opens the database of its first argument, runs the statements of the others, says so and
 * goes when its input ends, without closing anything.
 */
final class StoreHolder {
    private StoreHolder() {}

    public static void main(String[] args) throws SQLException, IOException {
        Connection connection = DriverManager.getConnection(args[0]);
        for (String sql : List.of(args).subList(1, args.length)) {
            LifeOfDatabaseTest.run(connection, sql);
        }
        System.out.println("ready");
        System.in.read();
    }

    /** Starts the program and waits until it is ready. */
    static Process start(Path directory, String... statements) throws IOException {
        Process process = new ProcessBuilder(command(directory, statements))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"ready".equals(process.inputReader().readLine())) {
            process.destroyForcibly();
            throw new IllegalStateException("the other process did not start");
        }
        return process;
    }

    private static List<String> command(Path directory, String... statements) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreHolder.class.getName(),
                "jdbc:trefoil:file:" + directory));
        command.addAll(List.of(statements));
        return command;
    }

    /** Lets it go; true when it ended by itself in time. */
    static boolean end(Process process) throws IOException, InterruptedException {
        process.outputWriter().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended;
    }
}
