package io.trefoil.launcher;

import io.trefoil.launcher.shell.ConnectionOptions;
import io.trefoil.launcher.shell.ServerConnection;
import io.trefoil.launcher.shell.ShellFailure;
import java.io.Console;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trefoil user}: makes users and their passwords over a connection. */
@Command(name = "user", description = "Make users and set their passwords.", subcommands = UserCommand.Set.class)
final class UserCommand implements Runnable {
    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** {@code trefoil user set NAME}: creates the user if missing and sets the password if asked. */
    @Command(
            name = "set",
            description = {
                "Create a user, or change the password of one that exists.",
                "Only the SCRAM-SHA-256 verifier of the password goes to the server."
            },
            sortOptions = false)
    static final class Set implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The user.")
        String name = "";

        @Option(
                names = "--password",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "PASSWORD",
                description = "Set the password; asks for it when no value is given.")
        @Nullable
        String password;

        @Mixin
        ConnectionOptions connection = new ConnectionOptions();

        @Option(names = "--help", usageHelp = true, description = "Show this help.")
        boolean help;

        @Override
        public Integer call() {
            char @Nullable [] secret = password == null ? null : password.isEmpty() ? ask() : password.toCharArray();
            try (ServerConnection server = connection.connect()) {
                boolean exists = server.exists(
                        "select 1 from pg_catalog.pg_roles where rolname = '" + name.replace("'", "''") + "'");
                if (!exists) {
                    server.execute("create user \"" + name.replace("\"", "\"\"") + "\"");
                }
                if (secret != null) {
                    server.changePassword(name, secret);
                }
                System.out.println(
                        (exists ? "changed" : "created") + " user " + name + (secret == null ? "" : ", password set"));
                return 0;
            } catch (SQLException e) {
                throw ShellFailure.of(e);
            }
        }

        private static char[] ask() {
            Console console = System.console();
            if (console == null) {
                throw new ShellFailure("no terminal to ask for the password; use --password=PASSWORD");
            }
            char[] first = console.readPassword("New password: ");
            char[] second = console.readPassword("Again: ");
            if (first.length == 0 || !Arrays.equals(first, second)) {
                throw new ShellFailure(first.length == 0 ? "no password given" : "the two passwords differ");
            }
            return first;
        }
    }
}
