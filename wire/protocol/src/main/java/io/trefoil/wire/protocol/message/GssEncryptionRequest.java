package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageWriter;

/** Asks for GSSAPI encryption (GSSENCRequest). The server answers one bare byte, 'G' or 'N'. */
public record GssEncryptionRequest() implements StartupPacket {
    static final int CODE = 1234 << 16 | 5680;
    public static final GssEncryptionRequest INSTANCE = new GssEncryptionRequest();

    /** The bare byte that accepts. */
    public static final byte ACCEPTED = 'G';

    /** The bare byte that declines; the client may go on in clear or leave. */
    public static final byte DECLINED = 'N';

    @Override
    public void encode(MessageWriter out) {
        out.beginUntyped().int32(CODE).end();
    }
}
