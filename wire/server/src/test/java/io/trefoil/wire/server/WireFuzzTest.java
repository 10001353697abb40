package io.trefoil.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.Close;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyDone;
import io.trefoil.wire.protocol.message.CopyFail;
import io.trefoil.wire.protocol.message.Describe;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.Flush;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.FunctionCall;
import io.trefoil.wire.protocol.message.GssEncryptionRequest;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.PasswordMessage;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.SslRequest;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.StatementOrPortal;
import io.trefoil.wire.protocol.message.Sync;
import io.trefoil.wire.protocol.message.Terminate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Throws truncated, oversized, random and mutated streams at a server, cut anywhere, and leaves in every way a client
 * can. After each the server must answer a fresh client; in the end no connection, session or thread is left. Replay a
 * run with {@code -Dtck.seed}; {@code -Dtck.rounds} makes it longer.
 */
class WireFuzzTest {
    private static final int ROUNDS = Integer.getInteger("tck.rounds", 500);

    private final long seed = Long.getLong("tck.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Logger quiet = Logger.getLogger("io.trefoil.wire.server.connection.ErrorMessages");

    @Test
    void aTrustingServerSurvivesEverything() throws IOException {
        System.out.println("WireFuzzTest -Dtck.seed=" + seed);
        try (var fixture = ServerFixture.trusting()) {
            attack(fixture, () -> TestClient.session(fixture.address()));
        }
    }

    @Test
    void anAuthenticatingServerSurvivesEverything() throws IOException {
        System.out.println("WireFuzzTest -Dtck.seed=" + seed);
        try (var fixture = ServerFixture.with(ServerFixture.configuration(false, Optional.empty()))) {
            attack(fixture, () -> {
                var client = fixture.connect();
                client.login("ann", "pencil", Map.of("user", "ann", "database", "bank"));
                return client;
            });
        }
    }

    private void attack(ServerFixture fixture, Supplier<TestClient> honestClient) throws IOException {
        quiet.setLevel(Level.OFF);
        for (int round = 0; round < ROUNDS; round++) {
            try (var attacker = fixture.connect()) {
                sendInPieces(attacker, stream());
                leave(attacker);
            }
            try (var honest = honestClient.get()) {
                assertThat(Shown.of(honest.query("one"))).as("round " + round).endsWith("D:1 C:SELECT_1 Z:I");
            }
        }
        fixture.awaitQuiet();
        fixture.close();
        assertThat(connectionThreads()).isZero();
    }

    private byte[] stream() {
        var bytes = new WireBuffer();
        var writer = new MessageWriter(bytes);
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return noise;
        }
        if (random.nextInt(10) == 0) {
            oneOf(List.<FrontendMessage>of(
                            SslRequest.INSTANCE,
                            GssEncryptionRequest.INSTANCE,
                            new CancelRequest(random.nextInt(50), 7)))
                    .encode(writer);
        }
        new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "ann", "database", "bank")).encode(writer);
        for (int i = random.nextInt(12); i > 0; i--) {
            message().encode(writer);
        }
        return mutated(bytes.toByteArray());
    }

    private FrontendMessage message() {
        return oneOf(List.of(
                new Query(oneOf(List.of(
                        "one",
                        "one; begin",
                        "rows 50 300",
                        "rows 3000 100",
                        "fail 42601 x",
                        "crash",
                        "badrow",
                        "copyin",
                        "copyout 5",
                        "",
                        "notice n",
                        "set TimeZone x",
                        "rollback",
                        "größe"))),
                new Parse(
                        oneOf(List.of("", "s")),
                        oneOf(List.of("one", "rows 9 9", "echo", "copyin", "syntax", "crash")),
                        new int[] {23}),
                new Bind(
                        "",
                        oneOf(List.of("", "s")),
                        new short[0],
                        new byte[][] {null, "a".getBytes(UTF_8)},
                        new short[] {1}),
                new Bind("p", "s", new short[] {1}, new byte[][] {{1}}, new short[0]),
                new Describe(oneOf(List.of(StatementOrPortal.values())), oneOf(List.of("", "s", "p"))),
                new Execute(oneOf(List.of("", "p")), random.nextInt(4)),
                new Close(oneOf(List.of(StatementOrPortal.values())), oneOf(List.of("", "s", "p"))),
                new FunctionCall(1, new short[0], new byte[0][], (short) 0),
                new CopyData(new byte[random.nextInt(5_000)]),
                new CopyFail("enough"),
                new PasswordMessage("n,,n=,r=abc"),
                CopyDone.INSTANCE,
                Flush.INSTANCE,
                Sync.INSTANCE,
                Sync.INSTANCE,
                Terminate.INSTANCE));
    }

    private byte[] mutated(byte[] bytes) {
        byte[] result = bytes;
        for (int i = random.nextInt(4); i > 0 && result.length > 1; i--) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(6)) {
                case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> result[at] = (byte) random.nextInt(256);
                case 2 -> result = Arrays.copyOf(result, at + 1);
                case 3 -> result[at] = (byte) 0xff;
                case 4 -> {
                    byte[] longer = Arrays.copyOf(result, result.length + at);
                    System.arraycopy(result, 0, longer, result.length, at);
                    result = longer;
                }
                default -> {
                    byte[] shorter = Arrays.copyOf(result, result.length - 1);
                    System.arraycopy(result, at, shorter, Math.max(0, at - 1), Math.max(0, shorter.length - at));
                    result = shorter;
                }
            }
        }
        return result;
    }

    private void sendInPieces(TestClient client, byte[] bytes) {
        try {
            for (int at = 0; at < bytes.length; ) {
                int count = random.nextInt(3) == 0
                        ? bytes.length - at
                        : 1 + random.nextInt(Math.min(500, bytes.length - at));
                client.sendBytes(Arrays.copyOfRange(bytes, at, at + count));
                at += count;
            }
        } catch (UncheckedIOException serverHungUp) {
            // It may, as soon as it has seen enough.
        }
    }

    /** Waits for the end after a half close, or just goes, or breaks the connection. */
    private void leave(TestClient client) throws IOException {
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                try {
                    client.socket().shutdownOutput();
                } catch (IOException serverHungUp) {
                    return;
                }
                while (client.receiveByte() >= 0) {
                    // The server must come to an end; silence makes receiveByte fail.
                }
            }
            case 2 -> client.socket().setSoLinger(true, 0);
            default -> {}
        }
    }

    private static long connectionThreads() {
        long deadline = System.nanoTime() + 60_000_000_000L;
        long count = countConnectionThreads();
        while (count > 0 && System.nanoTime() < deadline) {
            ServerFixture.pause();
            count = countConnectionThreads();
        }
        return count;
    }

    private static long countConnectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("trefoil-connection"))
                .count();
    }

    private <T> T oneOf(List<? extends T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
