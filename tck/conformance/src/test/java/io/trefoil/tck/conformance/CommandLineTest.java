package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.server.TrefoilCommand;
import io.trefoil.tck.harness.server.TrefoilCommand.Outcome;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a user meets it: exit codes, and one clear line for everything that can go wrong at the start. */
class CommandLineTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "start --help",
                "sql --help",
                "user --help",
                "user set --help",
                "cert --help",
                "check --help"
            })
    void helpIsEverywhere(String line) {
        assertThat(TrefoilCommand.run(line.split(" "))).satisfies(outcome -> {
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.output()).startsWith("Usage: trefoil");
        });
    }

    @Test
    void versionIsPrinted() {
        assertThat(TrefoilCommand.run("--version").output())
                .startsWith("trefoil 0.")
                .contains("java ");
    }

    @Test
    void unknownFlagsAreNamedAndEndWith2() {
        Outcome outcome = TrefoilCommand.run("start", "--stor=x");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output())
                .startsWith("trefoil start: Unknown option: '--stor=x'")
                .contains("--store");
    }

    @Test
    void insecureServersOnlyListenOnLoopback() {
        fails(
                "may only listen on a loopback address",
                "start",
                "--store=mem",
                "--insecure",
                "--host=0.0.0.0",
                "--port=0");
    }

    @Test
    void portInUseIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fails(
                    "port " + taken.getLocalPort() + " is in use",
                    "start",
                    "--store=mem",
                    "--insecure",
                    "--port=" + taken.getLocalPort());
        }
    }

    @Test
    void storeThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        fails(file.toString(), "start", "--insecure", "--port=0", "--store=" + file.resolve("store"));
    }

    @Test
    void directoryThatIsNoStoreIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear diary");
        fails("holds something else than a Trefoil store", "start", "--insecure", "--port=0", "--store=" + directory);
        assertThat(directory.resolve("letter.txt")).hasContent("dear diary");
    }

    @Test
    void storeOfANewerVersionIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("FORMAT"), "trefoil-rocksdb-store 999\n");
        fails("newer version of Trefoil", "start", "--insecure", "--port=0", "--store=" + directory);
    }

    @Test
    void storeInUseIsSaidAndTheFirstServerGoesOn() {
        Path store = directory.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            fails("in use", "start", "--insecure", "--port=0", "--store=" + store);
            assertThat(sql(server, "select 1").exitCode()).isZero();
        }
    }

    @Test
    void checkReadsAStoreThatNoServerHasOpen() {
        Path store = directory.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            sql(server, "create table t (a int primary key, b text unique)");
            sql(server, "insert into t select g, g from generate_series(1, 10) g");
            fails("in use by another server", "check", "--store=" + store);
            server.kill();
        }
        Outcome good = TrefoilCommand.run("check", "--store=" + store);
        assertThat(good.output())
                .isEqualTo("table trefoil.public.t: 10 rows, 1 index with 10 entries\n"
                        + "checked 1 table, 10 rows, 10 index entries: no problems\n");
        assertThat(good.exitCode()).isZero();
        fails("does not exist", "check", "--store=" + directory.resolve("none"));
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void sqlSaysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        fails("cannot connect to 127.0.0.1:" + port, "sql", "--port=" + port, "-e", "select 1");
    }

    @Test
    void sqlPrintsAsPsqlDoesAndEndsWith1AfterAnError() {
        try (TrefoilProcess server = TrefoilProcess.start("mem")) {
            assertThat(sql(server, "select 1 as one, 'x' as two").output())
                    .isEqualTo(" one | two \n-----+-----\n   1 | x\n(1 row)\n\n");
            assertThat(sql(server, "create table t (a int)").output()).isEqualTo("CREATE TABLE\n");
            Outcome error = sql(server, "select nosuch from t");
            assertThat(error.exitCode()).isEqualTo(1);
            assertThat(error.output())
                    .isEqualTo("ERROR:  column \"nosuch\" does not exist\n"
                            + "LINE 1: select nosuch from t\n"
                            + "               ^\n");
            String port = "--port=" + server.endpoint().port();
            assertThat(TrefoilCommand.run("sql", port, "--format=csv", "-e", "select 1 as a, null as b")
                            .output())
                    .isEqualTo("a,b\n1,\n");
            assertThat(TrefoilCommand.run("sql", port, "--format=json", "-e", "select 1 as a, true as b")
                            .output())
                    .isEqualTo("[\n  {\"a\": 1, \"b\": true}\n]\n");
            assertThat(TrefoilCommand.run("sql", port, "-e", "\\dt").output())
                    .contains("public | t    | table | trefoil");
        }
    }

    @Test
    void usersGetPasswordsThatASecureServerAsksFor() {
        Path store = directory.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            Outcome outcome = TrefoilCommand.run(
                    "user",
                    "set",
                    "max",
                    "--password=secret",
                    "--port=" + server.endpoint().port());
            assertThat(outcome.output()).isEqualTo("created user max, password set\n");
        }
        try (TrefoilProcess server = TrefoilProcess.startSecure(
                store.toString(), login -> login.withUser("max").withPassword("secret"))) {
            String port = "--port=" + server.endpoint().port();
            assertThat(TrefoilCommand.run(
                                    "sql", port, "--user=max", "--connect-password=secret", "-e", "select current_user")
                            .output())
                    .contains("max");
            Outcome wrong = TrefoilCommand.run("sql", port, "--user=max", "--connect-password=wrong", "-e", "select 1");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.output()).isEqualTo("trefoil: FATAL:  password authentication failed for user \"max\"\n");
            Outcome unknown =
                    TrefoilCommand.run("sql", port, "--user=nobody", "--connect-password=wrong", "-e", "select 1");
            assertThat(unknown.output())
                    .isEqualTo("trefoil: FATAL:  password authentication failed for user \"nobody\"\n");
        }
    }

    @Test
    void certificatesOfTheProgramServeTls() {
        assertThat(TrefoilCommand.run("cert", "--out=" + directory).exitCode()).isZero();
        List<String> tls = List.of(
                "--tls-cert=" + directory.resolve("server.crt"), "--tls-key=" + directory.resolve("server.key"));
        try (TrefoilProcess server = TrefoilProcess.start("mem", List.of(), tls)) {
            String url = "postgresql://trefoil@127.0.0.1:" + server.endpoint().port()
                    + "/trefoil?sslmode=verify-full&sslrootcert=" + directory.resolve("server.crt");
            assertThat(TrefoilCommand.run("sql", "--url=" + url, "-e", "select 'encrypted' as x")
                            .output())
                    .contains("encrypted");
        }
    }

    @Test
    void sigtermClosesTheStoreAndEndsWith0() {
        Path store = directory.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            sql(server, "create table t (a int)");
            sql(server, "insert into t values (42)");
            assertThat(server.stop()).isZero();
            assertThat(server.output()).endsWith("stopped\n");
        }
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            assertThat(sql(server, "select a from t").output()).contains("42");
        }
    }

    private static Outcome sql(TrefoilProcess server, String statement) {
        return TrefoilCommand.run("sql", "--port=" + server.endpoint().port(), "-e", statement);
    }

    private static void fails(String reason, String... arguments) {
        Outcome outcome = TrefoilCommand.run(arguments);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).startsWith("trefoil: ").contains(reason);
        assertThat(outcome.output().lines()).hasSize(1);
    }
}
