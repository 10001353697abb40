package io.trefoil.launcher.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt of {@code trefoil sql}: history, editing over several lines, Ctrl-C to cancel a running statement. */
final class InteractiveShell {
    private final ServerConnection connection;
    private final SqlShell shell;
    private final Path history;

    InteractiveShell(ServerConnection connection, SqlShell shell, Path history) {
        this.connection = connection;
        this.shell = shell;
        this.history = history;
    }

    void run() throws IOException, SQLException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> cancel());
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("trefoil")
                    .parser(new UntilSemicolon())
                    .variable(LineReader.HISTORY_FILE, history)
                    .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P -> ")
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            terminal.writer()
                    .print("Connected to " + connection.address() + ", server " + version() + ". Type \\? for help.\n");
            readStatements(reader);
        }
    }

    private void readStatements(LineReader reader) throws SQLException {
        while (!connection.isClosed()) {
            String input;
            try {
                input = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                continue; // Ctrl-C at the prompt drops the line, as in psql
            } catch (EndOfFileException e) {
                return;
            }
            if (input.startsWith("\\")) {
                if (shell.runMetaCommand(input) == MetaCommands.Next.QUIT) {
                    return;
                }
            } else {
                StatementSplitter.split(input).all().forEach(shell::runStatement);
            }
        }
    }

    private String prompt() throws SQLException {
        String state = switch (connection.transactionState()) {
            case IDLE -> "";
            case OPEN -> "*";
            case FAILED -> "!";
        };
        return connection.database() + "=" + state + "> ";
    }

    private String version() {
        return String.valueOf(connection.parameter("server_version"));
    }

    private void cancel() {
        try {
            connection.cancel();
        } catch (SQLException e) {
            // The connection is gone; the statement that waits on it reports that.
        }
    }

    /** Lets Enter end the input only at a semicolon outside quotes, or after a backslash command or an empty line. */
    private static final class UntilSemicolon implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !line.startsWith("\\")) {
                StatementSplitter.Split split = StatementSplitter.split(line);
                if (!StatementSplitter.isBlank(split.rest())) {
                    throw new EOFError(-1, cursor, "statement goes on", null);
                }
            }
            return new WholeLine(line, cursor);
        }
    }

    private record WholeLine(String line, int cursor) implements ParsedLine {
        @Override
        public String word() {
            return line;
        }

        @Override
        public int wordCursor() {
            return cursor;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(line);
        }
    }
}
