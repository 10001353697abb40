package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** Asks to start SASL; names the mechanisms the server speaks, best first. */
public record AuthenticationSasl(List<String> mechanisms) implements AuthenticationRequest {
    static final int CODE = 10;

    public AuthenticationSasl {
        mechanisms = List.copyOf(mechanisms);
    }

    static AuthenticationSasl decode(MessageReader in) {
        var mechanisms = new ArrayList<String>();
        for (String name = in.string(); !name.isEmpty(); name = in.string()) {
            mechanisms.add(name);
        }
        in.end();
        return new AuthenticationSasl(mechanisms);
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE);
        mechanisms.forEach(out::string);
        out.int8(0).end();
    }
}
