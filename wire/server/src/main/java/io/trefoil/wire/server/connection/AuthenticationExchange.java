package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.AuthenticationRequest;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.Terminate;
import io.trefoil.wire.protocol.message.UntypedResponse;

/** Requests and answers of an authentication, under one deadline for all of them. */
final class AuthenticationExchange {
    private final ClientInput input;
    private final ClientOutput output;
    private final long deadlineNanos;

    AuthenticationExchange(ClientInput input, ClientOutput output, long deadlineNanos) {
        this.input = input;
        this.output = output;
        this.deadlineNanos = deadlineNanos;
    }

    /** Sends a request and waits for the answer to it. */
    UntypedResponse ask(AuthenticationRequest request) {
        tell(request);
        output.flush();
        long millisLeft = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        FrontendMessage answer = input.take(millisLeft);
        return switch (answer) {
            case null -> throw FatalError.of(SqlState.QUERY_CANCELED, "canceling authentication due to timeout");
            case UntypedResponse response -> response;
            case Terminate terminate -> throw ConnectionEnded.CLIENT_GONE;
            case MalformedMessage malformed -> throw FatalError.of(malformed.violation());
            default -> throw FatalError.of(ProtocolViolation.fatal("expected authentication response"));
        };
    }

    /** Sends a message that is not answered. */
    void tell(AuthenticationRequest request) {
        request.encode(output.writer());
    }
}
