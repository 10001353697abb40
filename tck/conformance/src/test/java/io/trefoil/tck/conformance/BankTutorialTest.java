package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.program.Interpreter;
import io.trefoil.tck.harness.server.TrefoilCommand;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank of a well-known tutorial for serializable databases, with psycopg2: simple protocol, retries by savepoint. */
class BankTutorialTest {
    private static final Path BASIC = Path.of("src/test/resources/bank/bank_basic.py");
    private static final Path TRANSFER = Path.of("src/test/resources/bank/bank_transfer.py");
    private static final int TRANSFERS = 1000;

    @TempDir
    Path directory;

    @Test
    void accountsAreMadeMoneyIsMovedAndConservedUnderContention() throws IOException {
        Assumptions.assumeTrue(Interpreter.PYTHON.isInstalled(), Interpreter.PYTHON.needs() + " is not installed");
        try (TrefoilProcess server =
                TrefoilProcess.start(directory.resolve("store").toString())) {
            String port = "--port=" + server.endpoint().port();
            assertThat(TrefoilCommand.run(
                                    "sql",
                                    port,
                                    "-e",
                                    "create database bank",
                                    "-e",
                                    "create user maxroach",
                                    "-e",
                                    "grant all on database bank to maxroach")
                            .output())
                    .isEqualTo("CREATE DATABASE\nCREATE ROLE\nGRANT\n");
            // PostgreSQL 15 lets only owners create in schema public, unlike the tutorial's database.
            TrefoilCommand.run("sql", port, "-d", "bank", "-e", "grant all on schema public to maxroach");
            Endpoint bank = server.endpoint().withUser("maxroach").withDatabase("bank");

            assertThat(Interpreter.PYTHON.run(BASIC, bank))
                    .isEqualTo("Initial balances:\n['1', '1000']\n['2', '250']\n");
            assertThat(Interpreter.PYTHON.run(TRANSFER, bank))
                    .isEqualTo("Balances after transfer:\n['1', '900']\n['2', '350']\n");
            assertThat(TrefoilCommand.run(
                                    "sql",
                                    port,
                                    "-d",
                                    "bank",
                                    "-U",
                                    "maxroach",
                                    "-e",
                                    "select id, balance from accounts order by id")
                            .output())
                    .isEqualTo(" id | balance \n----+---------\n  1 |     900\n  2 |     350\n(2 rows)\n\n");

            try (WireClient client = WireClient.connect(bank)) {
                client.query("update accounts set balance = balance + 100000").last(); // so that neither runs dry
            }
            CompletableFuture<String> there = transfers(bank, "1", "2");
            CompletableFuture<String> back = transfers(bank, "2", "1");
            assertThat(there.join()).startsWith(TRANSFERS + " transfers");
            assertThat(back.join()).startsWith(TRANSFERS + " transfers");
            System.out.print("there: " + there.join() + "back: " + back.join());
            try (WireClient client = WireClient.connect(bank)) {
                assertThat(client.query("select sum(balance), min(id), max(id) from accounts")
                                .last()
                                .rows())
                        .containsExactly(new String[] {"201250", "1", "2"});
            }
        }
    }

    /** The same program as above, many times, in a process of its own. */
    private static CompletableFuture<String> transfers(Endpoint bank, String from, String to) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Interpreter.PYTHON.run(TRANSFER, bank, String.valueOf(TRANSFERS), from, to, "100");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
