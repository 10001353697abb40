package io.trefoil.launcher.shell;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;

/** The backslash commands: one line, a name and at most one argument. */
final class MetaCommands {
    static final String HELP = """
        \\q             quit
        \\?             this help
        \\l  [PATTERN]  list databases
        \\d  [PATTERN]  list relations, or describe those that match
        \\dt [PATTERN]  list tables              \\di  indexes      \\ds  sequences      \\dv  views
        \\dn [PATTERN]  list schemas             \\du  roles
        \\conninfo      where this session is connected
        \\format NAME   table, csv or json       \\timing          show how long statements take
        \\set VERBOSITY verbose|default          show the SQLSTATE of errors
        \\i FILE        run the statements of a file
        Any other input is SQL and runs at its semicolon. Ctrl-C cancels, Ctrl-D quits.
        """;

    /** What the session does after a command. */
    enum Next {
        GO_ON,
        QUIT
    }

    private final ServerConnection connection;
    private final SessionSettings settings;
    private final PrintWriter out;
    private final PrintWriter errors;
    private final ScriptReader scripts;

    /** Runs the statements of another source, such as a file. */
    @FunctionalInterface
    interface ScriptReader {
        void run(String path);
    }

    MetaCommands(
            ServerConnection connection,
            SessionSettings settings,
            PrintWriter out,
            PrintWriter errors,
            ScriptReader scripts) {
        this.connection = connection;
        this.settings = settings;
        this.out = out;
        this.errors = errors;
        this.scripts = scripts;
    }

    Next run(String line) throws SQLException {
        String[] words = line.strip().split("\\s+", 2);
        String argument = words.length > 1 ? words[1].replaceFirst(";+$", "").strip() : "";
        Describer describer = new Describer(connection, out);
        switch (words[0].replaceFirst("[+S]+$", "")) {
            case "\\q", "\\quit" -> {
                return Next.QUIT;
            }
            case "\\?", "\\h", "\\help" -> out.print(HELP);
            case "\\l", "\\list" -> describer.databases(argument);
            case "\\dn" -> describer.schemas(argument);
            case "\\du", "\\dg" -> describer.roles(argument);
            case "\\dt" -> describer.relations("rp", argument);
            case "\\di" -> describer.relations("i", argument);
            case "\\ds" -> describer.relations("S", argument);
            case "\\dv" -> describer.relations("v", argument);
            case "\\d" -> {
                if (argument.isEmpty()) {
                    describer.relations("rvmSpf", argument);
                } else {
                    describer.relation(argument);
                }
            }
            case "\\conninfo" ->
                out.print("You are connected to database \"" + connection.database() + "\" as user \""
                        + connection.user() + "\" on " + connection.address() + ".\n");
            case "\\timing" -> {
                settings.timing = argument.isEmpty() ? !settings.timing : argument.equalsIgnoreCase("on");
                out.print("Timing is " + (settings.timing ? "on" : "off") + ".\n");
            }
            case "\\format" -> format(argument);
            case "\\set" -> set(argument);
            case "\\i" -> scripts.run(argument);
            default -> errors.print("invalid command " + words[0] + "\nTry \\? for help.\n");
        }
        return Next.GO_ON;
    }

    private void format(String name) {
        try {
            settings.format = ResultPrinter.Format.valueOf(name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            errors.print("\\format: one of table, csv, json\n");
        }
    }

    private void set(String argument) {
        String[] words = argument.split("\\s+");
        if (words.length == 2 && words[0].equals("VERBOSITY")) {
            settings.verboseErrors = words[1].equals("verbose");
        } else {
            errors.print("\\set: only VERBOSITY verbose or VERBOSITY default\n");
        }
    }
}
