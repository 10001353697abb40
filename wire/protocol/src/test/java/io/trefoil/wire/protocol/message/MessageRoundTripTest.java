package io.trefoil.wire.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.frame.BackendDecoder;
import io.trefoil.wire.protocol.frame.FrontendDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageRoundTripTest {
    private final WireBuffer buffer = new WireBuffer();
    private final MessageWriter writer = new MessageWriter(buffer);

    @Test
    void everyMessageHasASample() {
        Set<Class<?>> sampled = Stream.of(
                        SampleMessages.startupPackets(),
                        SampleMessages.typedFrontendMessages(),
                        SampleMessages.backendMessages())
                .flatMap(List::stream)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(sampled)
                .containsAll(leavesOf(BackendMessage.class))
                .containsAll(leavesOf(FrontendMessage.class).stream()
                        .filter(type -> type != MalformedMessage.class)
                        .toList());
    }

    @Test
    void startupPacketsSurviveTheWire() {
        for (StartupPacket packet : SampleMessages.startupPackets()) {
            var decoder = new FrontendDecoder(1 << 20);
            feed(decoder, packet);
            assertThat(decoder.next()).isEqualTo(packet);
            assertThat(decoder.next()).isNull();
        }
    }

    @Test
    void frontendMessagesSurviveTheWire() {
        for (FrontendMessage message : SampleMessages.typedFrontendMessages()) {
            var decoder = typedDecoder();
            feed(decoder, message);
            FrontendMessage decoded = decoder.next();
            if (decoded instanceof UntypedResponse response) {
                decoded = switch ((AuthenticationResponse) message) {
                    case PasswordMessage password -> response.toPassword();
                    case SaslInitialResponse initial -> response.toSaslInitialResponse();
                    case SaslResponse further -> response.toSaslResponse();
                    case GssResponse token -> response.toGssResponse();
                    case UntypedResponse untyped -> response;
                };
            }
            assertThat(decoded).usingRecursiveComparison().isEqualTo(message);
            assertThat(decoder.buffered()).isZero();
        }
    }

    @Test
    void backendMessagesSurviveTheWire() {
        for (BackendMessage message : SampleMessages.backendMessages()) {
            buffer.clear();
            message.encode(writer);
            var decoder = new BackendDecoder();
            decoder.feed(buffer.array(), 0, buffer.size());
            assertThat(decoder.next()).usingRecursiveComparison().isEqualTo(message);
            assertThat(decoder.next()).isNull();
        }
    }

    @Test
    void theDecodersDoNotCareHowBytesAreCut() {
        buffer.clear();
        new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "u")).encode(writer);
        SampleMessages.typedFrontendMessages().forEach(message -> message.encode(writer));
        byte[] stream = buffer.toByteArray();
        for (int step = 1; step < 40; step++) {
            var decoder = new FrontendDecoder(1 << 20);
            var decoded = new ArrayList<FrontendMessage>();
            for (int at = 0; at < stream.length; at += step) {
                decoder.feed(stream, at, Math.min(step, stream.length - at));
                for (FrontendMessage m = decoder.next(); m != null; m = decoder.next()) {
                    decoded.add(m);
                }
            }
            assertThat(decoded)
                    .hasSize(1 + SampleMessages.typedFrontendMessages().size());
            assertThat(decoded).noneMatch(MalformedMessage.class::isInstance);
        }
    }

    @Test
    void rowsWrittenWithoutARecordAreTheSame() {
        buffer.clear();
        new DataRow(new byte[][] {null, {7, 8}}).encode(writer);
        byte[] expected = buffer.toByteArray();
        buffer.clear();
        DataRow.begin(writer, 2);
        writer.nullValue();
        int position = writer.beginValue();
        buffer.putByte(7);
        buffer.putByte(8);
        writer.endValue(position);
        writer.end();
        assertThat(buffer.toByteArray()).isEqualTo(expected);
    }

    @Test
    void anAbandonedMessageLeavesNothing() {
        buffer.clear();
        ReadyForQuery.write(writer, 'I');
        byte[] expected = buffer.toByteArray();
        DataRow.begin(writer, 2);
        writer.nullValue();
        writer.abandon();
        assertThat(buffer.toByteArray()).isEqualTo(expected);
    }

    @Test
    void unknownDiagnosticFieldsAreIgnored() {
        byte[] body = "SERROR\0?what\0C42601\0\0".getBytes(StandardCharsets.UTF_8);
        var decoded = ErrorResponse.decode(MessageReader.over(body));
        assertThat(decoded.diagnostics().fields()).hasSize(2);
        assertThat(decoded.diagnostics().sqlState()).isEqualTo("42601");
    }

    private FrontendDecoder typedDecoder() {
        var decoder = new FrontendDecoder(1 << 20);
        feed(decoder, new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "u")));
        decoder.next();
        return decoder;
    }

    private void feed(FrontendDecoder decoder, FrontendMessage message) {
        buffer.clear();
        message.encode(writer);
        decoder.feed(buffer.array(), 0, buffer.size());
    }

    private static List<Class<?>> leavesOf(Class<?> sealed) {
        Class<?>[] permitted = sealed.getPermittedSubclasses();
        return permitted == null
                ? List.of(sealed)
                : Stream.of(permitted).flatMap(type -> leavesOf(type).stream()).toList();
    }
}
