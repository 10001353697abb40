package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;

/** Asks, on a connection of its own, to cancel what another connection runs. Never answered. */
public record CancelRequest(int processId, int secretKey) implements StartupPacket {
    static final int CODE = 1234 << 16 | 5678;

    static CancelRequest decode(MessageReader in) {
        if (in.remaining() != 8) {
            throw ProtocolViolation.fatal("invalid length of startup packet");
        }
        return new CancelRequest(in.int32(), in.int32());
    }

    @Override
    public void encode(MessageWriter out) {
        out.beginUntyped().int32(CODE).int32(processId).int32(secretKey).end();
    }
}
