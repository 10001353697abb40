package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageWriter;

/** Asks for TLS. The server answers one bare byte: 'S', and the TLS handshake follows, or 'N'. */
public record SslRequest() implements StartupPacket {
    static final int CODE = 1234 << 16 | 5679;
    public static final SslRequest INSTANCE = new SslRequest();

    /** The bare byte that accepts. */
    public static final byte ACCEPTED = 'S';

    /** The bare byte that declines; the client may go on in clear or leave. */
    public static final byte DECLINED = 'N';

    @Override
    public void encode(MessageWriter out) {
        out.beginUntyped().int32(CODE).end();
    }
}
