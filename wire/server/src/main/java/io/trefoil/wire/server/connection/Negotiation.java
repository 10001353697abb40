package io.trefoil.wire.server.connection;

import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.GssEncryptionRequest;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.SslRequest;
import io.trefoil.wire.protocol.message.StartupMessage;
import org.jspecify.annotations.Nullable;

/**
 * The packets before a session (PostgreSQL docs, "Start-up"): SSLRequest and GSSENCRequest, each at most once, then a
 * StartupMessage or a CancelRequest.
 */
final class Negotiation {
    private final ClientInput input;
    private final ClientOutput output;
    private final ConnectionRegistry registry;
    private final @Nullable Encryption encryption;
    private boolean tlsAsked;
    private boolean gssAsked;
    private boolean encrypted;

    Negotiation(ClientInput input, ClientOutput output, ConnectionRegistry registry, @Nullable Encryption encryption) {
        this.input = input;
        this.output = output;
        this.registry = registry;
        this.encryption = encryption;
    }

    /** Whether TLS is in use. */
    boolean encrypted() {
        return encrypted;
    }

    /**
     * Answers packets until the client opens a session.
     *
     * @return null when it does not: it only wanted to cancel, or said nothing in time
     */
    @Nullable
    StartupMessage startupMessage(long deadlineNanos) {
        while (true) {
            FrontendMessage packet = input.take(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
            switch (packet) {
                case null -> {
                    return null;
                }
                case StartupMessage startup -> {
                    return startup;
                }
                case CancelRequest request -> {
                    registry.cancel(request.processId(), request.secretKey());
                    return null;
                }
                case SslRequest request -> answerSslRequest();
                case GssEncryptionRequest request -> answerGssRequest();
                case MalformedMessage malformed -> throw FatalError.of(malformed.violation());
                default -> throw new IllegalStateException("a decoder starts with start-up packets");
            }
        }
    }

    private void answerSslRequest() {
        if (tlsAsked) {
            throw FatalError.of(ProtocolViolation.fatal("0A000", "unsupported frontend protocol 1234.5679"));
        }
        tlsAsked = true;
        Encryption available = encryption;
        if (available == null) {
            output.bareByte(SslRequest.DECLINED);
            return;
        }
        if (input.hasBytes()) {
            // Bytes that came in clear must not be taken for bytes that came through TLS (CVE-2021-23214).
            throw FatalError.of(ProtocolViolation.fatal("received unencrypted data after SSL request"));
        }
        output.bareByte(SslRequest.ACCEPTED);
        available.start();
        encrypted = true;
    }

    private void answerGssRequest() {
        if (gssAsked) {
            throw FatalError.of(ProtocolViolation.fatal("0A000", "unsupported frontend protocol 1234.5680"));
        }
        gssAsked = true;
        output.bareByte(GssEncryptionRequest.DECLINED);
    }
}
