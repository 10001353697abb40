package io.trefoil.launcher;

import io.trefoil.jdbc.secret.LoginPattern;
import io.trefoil.jdbc.secret.PasswordKeystore;
import io.trefoil.launcher.shell.ShellFailure;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trefoil passwd}: keeps the passwords that {@code jdbc:trefoil:} connections find in a keystore. */
@Command(
        name = "passwd",
        description = "Keep passwords of JDBC connections in an encrypted file (PKCS#12).",
        subcommands = {PasswdCommand.Add.class, PasswdCommand.Remove.class, PasswdCommand.ListAll.class})
final class PasswdCommand implements Runnable {
    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static LoginPattern pattern(String text) {
        try {
            return LoginPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ShellFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** {@code trefoil passwd add PATTERN}: asks for a password and keeps it. */
    @Command(
            name = "add",
            description = {
                "Keep a password, or replace the one kept for the same pattern.",
                "A pattern is user@host:port/database; * stands for any, and what is left out is any."
            },
            sortOptions = false)
    static final class Add implements Callable<Integer> {
        @Parameters(
                paramLabel = "PATTERN",
                description = "Which connections it is for, e.g. bob or bob@db.example/shop.")
        String text = "";

        @Mixin
        KeystoreOptions options = new KeystoreOptions();

        @Override
        public Integer call() throws SQLException {
            LoginPattern pattern = pattern(text);
            boolean fresh = Files.notExists(options.keystore());
            char[] opener = options.opener(fresh);
            PasswordKeystore store = fresh
                    ? PasswordKeystore.create(options.keystore(), opener)
                    : KeystoreOptions.open(options.keystore(), opener);
            store.add(pattern, options.ask("Password of " + pattern, true));
            store.save();
            System.out.println("kept the password of " + pattern + " in " + options.keystore());
            return 0;
        }
    }

    /** {@code trefoil passwd remove PATTERN}: forgets a password. */
    @Command(name = "remove", description = "Forget the password kept for a pattern.", sortOptions = false)
    static final class Remove implements Callable<Integer> {
        @Parameters(paramLabel = "PATTERN", description = "As trefoil passwd list shows it.")
        String text = "";

        @Mixin
        KeystoreOptions options = new KeystoreOptions();

        @Override
        public Integer call() throws SQLException {
            LoginPattern pattern = pattern(text);
            PasswordKeystore store = KeystoreOptions.open(options.keystore(), options.opener(false));
            if (!store.remove(pattern)) {
                throw new ShellFailure("no password of " + pattern + " in " + options.keystore());
            }
            store.save();
            System.out.println("forgot the password of " + pattern);
            return 0;
        }
    }

    /** {@code trefoil passwd list}: shows for whom there are passwords. */
    @Command(name = "list", description = "Show for which connections passwords are kept.", sortOptions = false)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        KeystoreOptions options = new KeystoreOptions();

        @Override
        public Integer call() throws SQLException {
            KeystoreOptions.open(options.keystore(), options.opener(false))
                    .patterns()
                    .forEach(System.out::println);
            return 0;
        }
    }
}
