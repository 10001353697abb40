package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * The client's choice of SASL mechanism and its first message.
 *
 * @param data null when the mechanism sends nothing first
 */
public record SaslInitialResponse(String mechanism, byte @Nullable [] data) implements AuthenticationResponse {
    static SaslInitialResponse decode(MessageReader in) {
        var message = new SaslInitialResponse(in.string(), in.value());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(mechanism).value(data).end();
    }
}
