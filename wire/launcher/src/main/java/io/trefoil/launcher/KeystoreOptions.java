package io.trefoil.launcher;

import io.trefoil.jdbc.secret.PasswordKeystore;
import io.trefoil.jdbc.secret.PrivateFile;
import io.trefoil.launcher.shell.ShellFailure;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keystore, and how its password and those in it are asked for: without an echo, or from standard input. */
final class KeystoreOptions {
    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "The keystore (~/.trefoil/passwords.p12); property keystore of a connection.")
    @Nullable
    Path keystore;

    @Option(
            names = "--keystore-password-file",
            paramLabel = "FILE",
            description = "A file whose first line opens the keystore; property keystorePasswordFile of a connection.")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--stdin",
            description =
                    "Read what is asked for from standard input, a line each: the keystore's password, unless it is"
                            + " in a file, then the password to keep.")
    boolean fromInput;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    private @Nullable BufferedReader input;

    Path keystore() {
        return keystore == null ? Path.of(System.getProperty("user.home"), ".trefoil", "passwords.p12") : keystore;
    }

    /** What opens the keystore; asked for twice when the keystore is about to be made. */
    char[] opener(boolean fresh) throws SQLException {
        if (passwordFile == null) {
            return ask((fresh ? "New password of keystore " : "Password of keystore ") + keystore(), fresh);
        }
        try {
            return PrivateFile.firstLine(passwordFile).toCharArray();
        } catch (SQLException refused) {
            throw new ShellFailure(String.valueOf(refused.getMessage()), refused);
        }
    }

    static PasswordKeystore open(Path keystore, char[] opener) {
        try {
            return PasswordKeystore.open(keystore, opener);
        } catch (SQLException refused) {
            throw new ShellFailure(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** A password from the terminal, or the next line of standard input. */
    char[] ask(String what, boolean twice) {
        char[] first = fromInput ? nextLine() : read(what + ": ");
        if (first.length == 0) {
            throw new ShellFailure("no password given");
        }
        if (twice && !fromInput && !Arrays.equals(first, read("Again: "))) {
            throw new ShellFailure("the two passwords differ");
        }
        return first;
    }

    private static char[] read(String prompt) {
        Console console = System.console();
        if (console == null || "false".equals(System.getProperty("trefoil.terminal"))) {
            throw new ShellFailure("no terminal to ask for a password; use --stdin");
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? new char[0] : typed;
    }

    private char[] nextLine() {
        try {
            if (input == null) {
                input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            }
            String line = input.readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw new ShellFailure("cannot read standard input: " + e.getMessage(), e);
        }
    }
}
