package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Makes a portal out of a prepared statement and parameter values.
 *
 * @param portal empty for the unnamed portal
 * @param statement empty for the unnamed statement
 * @param parameterFormats none (all text), one (for all) or one a parameter; 0 text, 1 binary
 * @param parameters bytes by position, null for SQL NULL
 * @param resultFormats none (all text), one (for all) or one a column
 */
public record Bind(
        String portal,
        String statement,
        short[] parameterFormats,
        byte[] @Nullable [] parameters,
        short[] resultFormats)
        implements FrontendMessage {
    static final char TYPE = 'B';

    static Bind decode(MessageReader in) {
        var message = new Bind(in.string(), in.string(), in.formats(), in.values(), in.formats());
        in.end();
        int formats = message.parameterFormats.length;
        if (formats > 1 && formats != message.parameters.length) {
            throw ProtocolViolation.of("bind message has " + formats + " parameter formats but "
                    + message.parameters.length + " parameters");
        }
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(portal).string(statement);
        out.formats(parameterFormats).values(parameters).formats(resultFormats).end();
    }
}
