package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A NOTIFY of some session on a channel that the client listens to. */
public record NotificationResponse(int processId, String channel, String payload) implements BackendMessage {
    static final char TYPE = 'A';

    static NotificationResponse decode(MessageReader in) {
        var message = new NotificationResponse(in.int32(), in.string(), in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(processId).string(channel).string(payload).end();
    }
}
