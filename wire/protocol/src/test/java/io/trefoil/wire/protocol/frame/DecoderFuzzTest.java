package io.trefoil.wire.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.SampleMessages;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.UntypedResponse;
import io.trefoil.wire.protocol.scram.ScramClientFinal;
import io.trefoil.wire.protocol.scram.ScramClientFirst;
import io.trefoil.wire.protocol.scram.ScramServerFinal;
import io.trefoil.wire.protocol.scram.ScramServerFirst;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** No bytes whatever make a decoder fail otherwise than with a protocol violation, or hold more memory than arrived. */
class DecoderFuzzTest {
    private static final int ROUNDS = 20_000;

    private final long seed = Long.getLong("tck.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void frontendStreams() {
        System.out.println("DecoderFuzzTest.frontendStreams -Dtck.seed=" + seed);
        List<FrontendMessage> samples = SampleMessages.typedFrontendMessages();
        for (int round = 0; round < ROUNDS; round++) {
            var stream = new WireBuffer();
            var writer = new MessageWriter(stream);
            new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "u")).encode(writer);
            for (int i = random.nextInt(8); i >= 0; i--) {
                samples.get(random.nextInt(samples.size())).encode(writer);
            }
            byte[] bytes = mutated(stream.toByteArray());
            var decoder = new FrontendDecoder(10_000);
            feedInPieces(bytes, decoder::feed, () -> drain(decoder));
            assertThat(decoder.array().length).isLessThan(4 * bytes.length + 1024);
        }
    }

    @Test
    void backendStreams() {
        System.out.println("DecoderFuzzTest.backendStreams -Dtck.seed=" + seed);
        List<BackendMessage> samples = SampleMessages.backendMessages();
        for (int round = 0; round < ROUNDS; round++) {
            var stream = new WireBuffer();
            var writer = new MessageWriter(stream);
            for (int i = random.nextInt(8); i >= 0; i--) {
                samples.get(random.nextInt(samples.size())).encode(writer);
            }
            var decoder = new BackendDecoder();
            try {
                feedInPieces(mutated(stream.toByteArray()), decoder::feed, () -> {
                    while (decoder.next() != null) {}
                });
            } catch (ProtocolViolation expected) {
                assertThat(expected.text()).isNotEmpty();
            }
        }
    }

    @Test
    void scramMessages() {
        System.out.println("DecoderFuzzTest.scramMessages -Dtck.seed=" + seed);
        List<String> samples = List.of(
                "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                "p=tls-server-end-point,,n=,r=abc",
                "r=rOprNGfwEbeRWgbNEkqO%hvY,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvY,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        List<Consumer<String>> parsers = List.of(
                ScramClientFirst::parse, ScramServerFirst::parse, ScramClientFinal::parse, ScramServerFinal::parse);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(samples.get(random.nextInt(samples.size())).getBytes(StandardCharsets.UTF_8));
            for (Consumer<String> parser : parsers) {
                try {
                    parser.accept(new String(bytes, StandardCharsets.UTF_8));
                } catch (ProtocolViolation expected) {
                    assertThat(expected.fatal()).isTrue();
                }
            }
        }
    }

    private static void drain(FrontendDecoder decoder) {
        for (FrontendMessage message = decoder.next(); message != null; message = decoder.next()) {
            if (message instanceof UntypedResponse response) {
                try {
                    response.toSaslInitialResponse();
                } catch (ProtocolViolation expected) {
                    assertThat(expected.text()).isNotEmpty();
                }
            }
        }
    }

    private interface Feed {
        void accept(byte[] bytes, int offset, int count);
    }

    private void feedInPieces(byte[] bytes, Feed feed, Runnable afterEach) {
        for (int at = 0; at < bytes.length; ) {
            int count = 1 + random.nextInt(Math.min(200, bytes.length - at));
            feed.accept(bytes, at, count);
            afterEach.run();
            at += count;
        }
    }

    /** Flips, cuts, or replaces some bytes; sometimes nothing. */
    private byte[] mutated(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = random.nextInt(4); i > 0 && result.length > 0; i--) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(4)) {
                case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> result[at] = (byte) random.nextInt(256);
                case 2 -> result = Arrays.copyOf(result, at);
                default -> result[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
            }
        }
        return result;
    }
}
