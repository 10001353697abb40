package io.trefoil.wire.protocol.frame;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.ProtocolLimits;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.BackendMessage;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server sends into messages: {@code byte type | int32 length | body}. For clients and tests. One thread.
 */
public final class BackendDecoder {
    private static final int HEADER_BYTES = 5;

    private final FrameBuffer buffer = new FrameBuffer();
    private final MessageReader reader = new MessageReader();

    public void feed(byte[] source, int offset, int count) {
        int position = buffer.reserve(count);
        System.arraycopy(source, offset, buffer.array(), position, count);
        buffer.commit(count);
    }

    /** The bare byte that answers SSLRequest and GSSENCRequest; -1 until it arrives. */
    public int nextBareByte() {
        if (buffer.available() == 0) {
            return -1;
        }
        int answer = buffer.byteAt(0) & 0xff;
        buffer.consume(1);
        return answer;
    }

    /**
     * The next complete message, or null until more bytes arrive.
     *
     * @throws ProtocolViolation when the server's bytes are no message
     */
    public @Nullable BackendMessage next() {
        if (buffer.available() < HEADER_BYTES) {
            return null;
        }
        int length = buffer.intAt(1);
        if (length < 4 || length > ProtocolLimits.LARGE_MESSAGE_BYTES_MAX) {
            throw ProtocolViolation.fatal("invalid message length");
        }
        if (buffer.available() < 1 + length) {
            return null;
        }
        int type = buffer.byteAt(0);
        int body = buffer.start() + HEADER_BYTES;
        reader.reset(buffer.array(), body, body + length - 4);
        BackendMessage message = BackendMessage.decode(type, reader);
        buffer.consume(1 + length);
        return message;
    }
}
