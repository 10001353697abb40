package io.trefoil.wire.protocol.scram;

import io.trefoil.wire.protocol.ProtocolViolation;

/**
 * client-first-message: {@code n,,n=user,r=nonce}.
 *
 * @param binding the channel binding flag: {@code n} (client cannot), {@code y} (client could, thinks that the server
 *     cannot) or {@code p=tls-server-end-point}
 * @param user empty with PostgreSQL's clients; the server takes the name of the StartupMessage
 * @param nonce the client's random text
 */
public record ScramClientFirst(String binding, String user, String nonce) {
    public static final String NO_BINDING = "n";
    public static final String BINDING_UNUSED = "y";

    /** The one binding type of PostgreSQL: a hash of the server's certificate (RFC 5929, section 4). */
    public static final String BINDING_CERTIFICATE = "p=tls-server-end-point";

    /** @throws ProtocolViolation fatal; 08P01 malformed, 0A000 for what PostgreSQL does not support either */
    public static ScramClientFirst parse(String text) {
        var in = new ScramAttributes(text);
        String binding = in.field();
        if (!binding.equals(NO_BINDING) && !binding.equals(BINDING_UNUSED) && !binding.startsWith("p=")) {
            throw ScramAttributes.malformed();
        }
        if (binding.startsWith("p=") && !binding.equals(BINDING_CERTIFICATE)) {
            throw ProtocolViolation.fatal("unsupported SCRAM channel-binding type \"" + binding.substring(2) + "\"");
        }
        if (in.atEnd()) {
            throw ScramAttributes.malformed();
        }
        if (!in.field().isEmpty()) {
            throw ProtocolViolation.fatal("0A000", "client uses authorization identity, but it is not supported");
        }
        if (text.startsWith("m=", in.position())) {
            throw ProtocolViolation.fatal("0A000", "client requires an unsupported SCRAM extension");
        }
        String user = in.attribute('n').replace("=2C", ",").replace("=3D", "=");
        return new ScramClientFirst(binding, user, in.nonce());
    }

    public String text() {
        return gs2Header() + bare();
    }

    String gs2Header() {
        return binding + ",,";
    }

    String bare() {
        return "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }
}
