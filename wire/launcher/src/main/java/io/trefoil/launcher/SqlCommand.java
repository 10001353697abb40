package io.trefoil.launcher;

import io.trefoil.launcher.shell.ConnectionOptions;
import io.trefoil.launcher.shell.ServerConnection;
import io.trefoil.launcher.shell.SqlShell;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trefoil sql}: runs statements given, a script on standard input, or a prompt. */
@Command(
        name = "sql",
        description = "Run SQL on a running server: statements given with -e, a script on standard input, or a prompt.",
        sortOptions = false)
final class SqlCommand implements Callable<Integer> {
    /** The values of {@code --format}. */
    enum Format {
        table,
        csv,
        json
    }

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "STATEMENT",
            description = "Run this and end; may be repeated. The first error ends with exit code 1.")
    List<String> statements = new ArrayList<>();

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "Output: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Format format = Format.table;

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public Integer call() throws SQLException, IOException {
        try (ServerConnection server = connection.connect()) {
            SqlShell shell = SqlShell.open(server, format.name(), System.in, System.out, System.err);
            if (!statements.isEmpty()) {
                return shell.runAll(statements) ? 0 : 1;
            }
            if (!onTerminal()) {
                return shell.runScript(System.in) ? 0 : 1;
            }
            shell.runInteractively(Path.of(System.getProperty("user.home"), ".trefoil_history"));
            return 0;
        }
    }

    /** The launcher script tells, because System.console() is not null on a pipe with JDK 22 to 24. */
    private static boolean onTerminal() {
        return Boolean.parseBoolean(System.getProperty("trefoil.terminal", String.valueOf(System.console() != null)));
    }
}
