package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.ProtocolViolation;

/**
 * The first packet of a connection: an int32 length and an int32 code, no type byte (PostgreSQL docs, "Message
 * Formats"). SSLRequest and GSSENCRequest may come before the StartupMessage, each once; CancelRequest stands alone.
 */
public sealed interface StartupPacket extends FrontendMessage
        permits CancelRequest, GssEncryptionRequest, SslRequest, StartupMessage {

    /**
     * Reads a packet after its length word.
     *
     * @throws ProtocolViolation always fatal: there is no way to go on
     */
    static StartupPacket decode(MessageReader in) {
        int code = in.int32();
        return switch (code) {
            case CancelRequest.CODE -> CancelRequest.decode(in);
            case GssEncryptionRequest.CODE -> GssEncryptionRequest.INSTANCE;
            case SslRequest.CODE -> SslRequest.INSTANCE;
            default -> StartupMessage.decode(ProtocolVersion.of(code), in);
        };
    }
}
