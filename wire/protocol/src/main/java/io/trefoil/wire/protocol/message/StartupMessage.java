package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens a session.
 *
 * @param version the protocol version the client wants
 * @param parameters {@code user}, {@code database}, {@code options}, {@code replication}, protocol options with the
 *     prefix {@code _pq_.}, and run-time settings; in the order sent
 */
public record StartupMessage(ProtocolVersion version, Map<String, String> parameters) implements StartupPacket {
    public StartupMessage {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static StartupMessage decode(ProtocolVersion version, MessageReader in) {
        if (version.major() != ProtocolVersion.V3_0.major()) {
            throw ProtocolViolation.fatal(
                    "0A000",
                    "unsupported frontend protocol " + version + ": server supports 3.0 to " + ProtocolVersion.V3_0);
        }
        try {
            var parameters = new LinkedHashMap<String, String>();
            for (String name = in.string(); !name.isEmpty(); name = in.string()) {
                parameters.put(name, in.string());
            }
            in.end();
            return new StartupMessage(version, parameters);
        } catch (ProtocolViolation e) {
            throw ProtocolViolation.fatal(
                    e.sqlState(),
                    e.sqlState().equals("08P01")
                            ? "invalid startup packet layout: expected terminator as last byte"
                            : e.text());
        }
    }

    @Override
    public void encode(MessageWriter out) {
        out.beginUntyped().int32(version.code());
        parameters.forEach((name, value) -> out.string(name).string(value));
        out.int8(0).end();
    }
}
