package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.ProtocolViolation;

/** An error after which the connection ends: the client gets its content with severity FATAL. No stack trace. */
final class FatalError extends RuntimeException {
    private final SqlStateException content;

    private FatalError(SqlStateException content) {
        super(content.text(), content, false, false);
        this.content = content;
    }

    static FatalError of(SqlStateException content) {
        return new FatalError(content);
    }

    static FatalError of(SqlState state, String message) {
        return new FatalError(new SqlStateException(state, message));
    }

    static FatalError of(ProtocolViolation violation) {
        return new FatalError(ErrorMessages.toUserError(violation));
    }

    SqlStateException content() {
        return content;
    }
}
