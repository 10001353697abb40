package io.trefoil.wire.protocol.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.Sync;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FrontendDecoderTest {
    private static final int MEMORY_BYTES_MAX = 1000;

    private final FrontendDecoder decoder = new FrontendDecoder(MEMORY_BYTES_MAX);

    @Test
    void aTooLongStartupPacketIsRefusedBeforeItArrives() {
        feed(out -> out.int32(10_005));
        assertFault("08P01", "invalid length of startup packet", true);
        assertThat(decoder.next()).isNull();
    }

    @Test
    void aHttpRequestIsRefused() {
        feed(out -> out.bytes("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
        assertFault("08P01", "invalid length of startup packet", true);
    }

    @Test
    void anotherMajorVersionIsRefused() {
        feed(out -> out.beginUntyped().int32(2 << 16).int8(0).end());
        assertFault("0A000", "unsupported frontend protocol 2.0: server supports 3.0 to 3.0", true);
    }

    @Test
    void aStartupPacketMustEndWithATerminator() {
        feed(out -> out.beginUntyped().int32(3 << 16).string("user").string("u").end());
        assertFault("08P01", "invalid startup packet layout: expected terminator as last byte", true);
    }

    @Test
    void anUnknownTypeLosesTheStream() {
        start();
        feed(out -> out.begin('y').end());
        assertFault("08P01", "invalid frontend message type 121", true);
    }

    @Test
    void aNegativeLengthLosesTheStream() {
        start();
        feed(out -> out.int8('Q').int32(-5));
        assertFault("08P01", "invalid message length", true);
        feed(Sync.INSTANCE::encode);
        assertThat(decoder.next()).isNull();
    }

    @Test
    void aSmallMessageMustBeSmall() {
        start();
        feed(out -> out.int8('D').int32(20_000));
        assertFault("08P01", "invalid message length", true);
    }

    @Test
    void aMessageLargerThanMemoryAllowsIsSkipped() {
        start();
        feed(new Query("x".repeat(5_000))::encode);
        feed(new Query("y")::encode);
        assertFault("53200", "out of memory: message of 5005 bytes", false);
        assertThat(decoder.next()).isEqualTo(new Query("y"));
    }

    @Test
    void aSkippedMessageMayArriveInPieces() {
        start();
        var bytes = new WireBuffer();
        new Query("x".repeat(5_000)).encode(new MessageWriter(bytes));
        Sync.INSTANCE.encode(new MessageWriter(bytes));
        decoder.feed(bytes.array(), 0, 100);
        assertFault("53200", "out of memory: message of 5005 bytes", false);
        for (int at = 100; at < bytes.size(); at += 7) {
            assertThat(decoder.next()).isNull();
            decoder.feed(bytes.array(), at, Math.min(7, bytes.size() - at));
        }
        assertThat(decoder.next()).isEqualTo(Sync.INSTANCE);
    }

    @Test
    void aBodyThatCannotBeReadIsReportedInItsPlace() {
        start();
        feed(out -> out.begin('Q').bytes(new byte[] {'a', 'b'}).end());
        feed(out -> out.begin('S').int8(1).end());
        feed(out -> out.begin('B').string("").string("").int16(3).int32(0).end());
        feed(out -> out.begin('B')
                .string("")
                .string("")
                .int16(1)
                .int16(2)
                .int16(0)
                .int16(0)
                .end());
        feed(out -> out.begin('B')
                .string("")
                .string("")
                .int16(2)
                .int16(0)
                .int16(0)
                .int16(0)
                .int16(0)
                .end());
        feed(out -> out.begin('B')
                .string("")
                .string("")
                .int16(0)
                .int16(1)
                .int32(-7)
                .int16(0)
                .end());
        feed(out -> out.begin('D').int8('X').string("").end());
        feed(out -> out.begin('C').int8('X').string("").end());
        feed(out -> out.begin('Q')
                .bytes(new byte[] {'a', (byte) 0xe2, 0x28, (byte) 0xa1, 0})
                .end());
        feed(out -> out.begin('Q').bytes(new byte[] {(byte) 0xff, 0}).end());
        feed(Sync.INSTANCE::encode);
        assertFault("08P01", "invalid string in message", false);
        assertFault("08P01", "invalid message format", false);
        assertFault("08P01", "insufficient data left in message", false);
        assertFault("22023", "unsupported format code: 2", false);
        assertFault("08P01", "bind message has 2 parameter formats but 0 parameters", false);
        assertFault("08P01", "insufficient data left in message", false);
        assertFault("08P01", "invalid DESCRIBE message subtype 88", false);
        assertFault("08P01", "invalid CLOSE message subtype 88", false);
        assertFault("22021", "invalid byte sequence for encoding \"UTF8\": 0xe2 0x28 0xa1", false);
        assertFault("22021", "invalid byte sequence for encoding \"UTF8\": 0xff", false);
        assertThat(decoder.next()).isEqualTo(Sync.INSTANCE);
    }

    @Test
    void anAnnouncedLengthCostsNoMemory() {
        var large = new FrontendDecoder(Integer.MAX_VALUE);
        feed(large, new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "u"))::encode);
        assertThat(large.next()).isNotNull();
        feed(large, out -> out.int8('Q').int32(1_000_000_000));
        assertThat(large.next()).isNull();
        assertThat(large.array().length).isLessThan(10_000);
    }

    private void start() {
        feed(new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "u"))::encode);
        assertThat(decoder.next()).isInstanceOf(StartupMessage.class);
    }

    private void feed(Consumer<MessageWriter> message) {
        feed(decoder, message);
    }

    private static void feed(FrontendDecoder target, Consumer<MessageWriter> message) {
        var bytes = new WireBuffer();
        message.accept(new MessageWriter(bytes));
        target.feed(bytes.array(), 0, bytes.size());
    }

    private void assertFault(String sqlState, String text, boolean fatal) {
        FrontendMessage message = Objects.requireNonNull(decoder.next());
        assertThat(message).isInstanceOf(MalformedMessage.class);
        var violation = ((MalformedMessage) message).violation();
        assertThat(violation.text()).isEqualTo(text);
        assertThat(violation.sqlState()).isEqualTo(sqlState);
        assertThat(violation.fatal()).isEqualTo(fatal);
    }
}
