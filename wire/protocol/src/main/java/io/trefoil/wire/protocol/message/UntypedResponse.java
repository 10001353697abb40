package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The body of a message of type 'p' before it is known which one it is. */
public record UntypedResponse(byte[] body) implements AuthenticationResponse {
    static final char TYPE = AuthenticationResponse.TYPE;

    static UntypedResponse decode(MessageReader in) {
        return new UntypedResponse(in.rest());
    }

    public PasswordMessage toPassword() {
        return PasswordMessage.decode(MessageReader.over(body));
    }

    public SaslInitialResponse toSaslInitialResponse() {
        return SaslInitialResponse.decode(MessageReader.over(body));
    }

    public SaslResponse toSaslResponse() {
        return new SaslResponse(body);
    }

    public GssResponse toGssResponse() {
        return new GssResponse(body);
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).bytes(body).end();
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "UntypedResponse[" + body.length + " bytes]";
    }
}
