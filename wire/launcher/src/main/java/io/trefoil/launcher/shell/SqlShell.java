package io.trefoil.launcher.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * A session of {@code trefoil sql}: statements given on the command line, a script on standard input, or a person at a
 * terminal ({@link InteractiveShell}).
 */
public final class SqlShell {
    private final ServerConnection connection;
    private final PrintWriter out;
    private final PrintWriter errors;
    final StatementRunner runner;
    final MetaCommands metaCommands;
    private boolean failed;

    private SqlShell(
            ServerConnection connection,
            SessionSettings settings,
            InputStream in,
            OutputStream out,
            OutputStream errors) {
        this.connection = connection;
        this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.errors = new PrintWriter(new OutputStreamWriter(errors, StandardCharsets.UTF_8));
        this.runner = new StatementRunner(connection, settings, in, out, this.out, this.errors);
        this.metaCommands = new MetaCommands(connection, settings, this.out, this.errors, this::runFile);
    }

    /**
     * Opens a session that reads COPY data and scripts from {@code in}.
     *
     * @param format table, csv or json
     */
    public static SqlShell open(
            ServerConnection connection, String format, InputStream in, OutputStream out, OutputStream errors) {
        return new SqlShell(connection, new SessionSettings(ResultPrinter.Format.valueOf(format)), in, out, errors);
    }

    /** Runs texts of one or more statements or a backslash command each; stops at the first error and returns false. */
    public boolean runAll(List<String> texts) {
        for (String text : texts) {
            if (text.startsWith("\\")) {
                runMetaCommand(text);
            } else if (!StatementSplitter.split(text).all().stream().allMatch(runner::run)) {
                failed = true;
            }
            if (failed) {
                return false;
            }
        }
        return true;
    }

    /** Runs a script to its end, or to {@code \q}; returns false when any of its statements failed. */
    public boolean runScript(InputStream script) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8));
        StringBuilder pending = new StringBuilder();
        String line;
        while ((line = reader.readLine()) != null) {
            if (line.startsWith("\\") && StatementSplitter.isBlank(pending.toString())) {
                if (runMetaCommand(line) == MetaCommands.Next.QUIT) {
                    return !failed;
                }
                continue;
            }
            StatementSplitter.Split split =
                    StatementSplitter.split(pending.append(line).append('\n').toString());
            split.statements().forEach(this::runStatement);
            pending = new StringBuilder(split.rest());
        }
        if (!StatementSplitter.isBlank(pending.toString())) {
            runStatement(pending.toString().strip());
        }
        return !failed;
    }

    /** Reads from the terminal until the user quits. */
    public void runInteractively(Path history) throws IOException, SQLException {
        new InteractiveShell(connection, this, history).run();
    }

    void runStatement(String sql) {
        failed |= !runner.run(sql);
    }

    MetaCommands.Next runMetaCommand(String line) {
        try {
            return metaCommands.run(line);
        } catch (SQLException e) {
            errors.print(ErrorText.of(e, "", false));
            failed = true;
            return MetaCommands.Next.GO_ON;
        } finally {
            out.flush();
            errors.flush();
        }
    }

    private void runFile(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            runScript(file);
        } catch (IOException e) {
            errors.print(path + ": " + e.getMessage() + "\n");
            failed = true;
        }
    }
}
