package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** What a client must show in a {@link CancelRequest}. */
public record BackendKeyData(int processId, int secretKey) implements BackendMessage {
    static final char TYPE = 'K';

    static BackendKeyData decode(MessageReader in) {
        var message = new BackendKeyData(in.int32(), in.int32());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(processId).int32(secretKey).end();
    }
}
