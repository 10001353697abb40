package io.trefoil.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.jdbc.secret.Login;
import io.trefoil.jdbc.secret.PasswordKeystore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswdCommandTest {
    @TempDir
    Path folder;

    @Test
    void passwordsAreKeptShownAndForgotten() throws Exception {
        assertThat(run("0pen\ns3cr3t\n", "add", "bob@db.example/shop"))
                .contains("kept the password of bob@db.example:*/shop");
        assertThat(run("0pen\nother\n", "add", "eve")).startsWith("0 ");
        assertThat(run("0pen\n", "list")).isEqualTo("0 bob@db.example:*/shop\neve@*:*/*\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PasswordKeystore.open(file(), "0pen".toCharArray())
                        .find(new Login("bob", "db.example", 5532, "shop")))
                .hasValue("s3cr3t".toCharArray());

        assertThat(run("0pen\n", "remove", "bob@db.example/shop")).startsWith("0 forgot");
        assertThat(run("0pen\n", "remove", "bob@db.example/shop"))
                .startsWith("1 ")
                .contains("no password of");
        assertThat(run("0pen\n", "list")).isEqualTo("0 eve@*:*/*\n");
    }

    @Test
    void whatIsWrongIsSaidWithoutAnyPassword() throws Exception {
        run("0pen\ns3cr3t\n", "add", "bob");
        assertThat(run("wr0ng\n", "list")).startsWith("1 ").contains("is wrong").doesNotContain("wr0ng");
        assertThat(run("0pen\n\n", "add", "eve")).startsWith("1 ").contains("no password given");
        assertThat(run("0pen\nx\n", "add", "bob@h:x")).startsWith("1 ").contains("is not user@host:port/database");
        Files.delete(file());
        assertThat(run("0pen\n", "list")).startsWith("1 ").contains("does not exist");
    }

    @Test
    void theKeystoresPasswordMayBeInAFile() throws Exception {
        Path opener = Files.writeString(folder.resolve("opener"), "0pen\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("s3cr3t\n", "add", "bob", "--keystore-password-file=" + opener))
                .contains("chmod 600");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("s3cr3t\n", "add", "bob", "--keystore-password-file=" + opener))
                .startsWith("0 ");
        assertThat(run("0pen\n", "list")).isEqualTo("0 bob@*:*/*\n");
    }

    private Path file() {
        return folder.resolve("passwords.p12");
    }

    /** Exit code, a blank, and what was written. */
    private String run(String input, String command, String... arguments) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8);
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(both);
        System.setErr(both);
        try {
            String[] line = new String[arguments.length + 4];
            line[0] = "passwd";
            line[1] = command;
            line[2] = "--stdin";
            line[3] = "--keystore=" + file();
            System.arraycopy(arguments, 0, line, 4, arguments.length);
            int code = TrefoilMain.run(line);
            return code + " " + written.toString(StandardCharsets.UTF_8);
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}
