package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The server does not speak the minor version or some protocol options that the client asked for; the session goes on
 * without them.
 *
 * @param newest the newest version the server speaks (PostgreSQL 15 sends the whole version word, not only the minor)
 * @param unknownOptions names of {@code _pq_.} options that the server does not know
 */
public record NegotiateProtocolVersion(ProtocolVersion newest, List<String> unknownOptions) implements BackendMessage {
    static final char TYPE = 'v';

    public NegotiateProtocolVersion {
        unknownOptions = List.copyOf(unknownOptions);
    }

    static NegotiateProtocolVersion decode(MessageReader in) {
        var newest = ProtocolVersion.of(in.int32());
        int count = in.int32();
        var options = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            options.add(in.string());
        }
        in.end();
        return new NegotiateProtocolVersion(newest, options);
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(newest.code()).int32(unknownOptions.size());
        unknownOptions.forEach(out::string);
        out.end();
    }
}
