package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;

/**
 * Stands where a message was whose body could not be read, so that the fault is answered in its turn. Only decoders
 * make it; it has no bytes of its own.
 *
 * @param type the type byte of the message, 0 for a start-up packet
 */
public record MalformedMessage(int type, ProtocolViolation violation) implements FrontendMessage {
    @Override
    public void encode(MessageWriter out) {
        throw new IllegalStateException("a malformed message has no encoding");
    }
}
