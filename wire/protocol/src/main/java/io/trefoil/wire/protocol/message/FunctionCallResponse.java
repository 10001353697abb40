package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import org.jspecify.annotations.Nullable;

/** The result of a {@link FunctionCall}, null for SQL NULL. */
public record FunctionCallResponse(byte @Nullable [] result) implements BackendMessage {
    static final char TYPE = 'V';

    static FunctionCallResponse decode(MessageReader in) {
        var message = new FunctionCallResponse(in.value());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).value(result).end();
    }
}
