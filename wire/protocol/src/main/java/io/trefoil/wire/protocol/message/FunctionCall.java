package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * The old fast path: calls one function by OID.
 *
 * @param argumentFormats none (all text), one (for all) or one an argument
 */
public record FunctionCall(int functionOid, short[] argumentFormats, byte[] @Nullable [] arguments, short resultFormat)
        implements FrontendMessage {
    static final char TYPE = 'F';

    static FunctionCall decode(MessageReader in) {
        var message = new FunctionCall(in.int32(), in.formats(), in.values(), in.format());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE)
                .int32(functionOid)
                .formats(argumentFormats)
                .values(arguments)
                .int16(resultFormat)
                .end();
    }
}
