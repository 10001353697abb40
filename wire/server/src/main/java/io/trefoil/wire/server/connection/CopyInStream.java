package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyDone;
import io.trefoil.wire.protocol.message.CopyFail;
import io.trefoil.wire.protocol.message.Flush;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.Sync;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of COPY FROM STDIN. Flush and Sync are ignored, since a client may pipeline them before it learns
 * that a copy began; any other message ends the copy and then the connection (PostgreSQL: CopyGetData).
 */
final class CopyInStream implements CopySource {
    private final ClientInput input;
    private final ResultWriter owner;
    private boolean done;

    CopyInStream(ClientInput input, ResultWriter owner) {
        this.input = input;
        this.owner = owner;
    }

    @Override
    public byte @Nullable [] read() {
        while (!done) {
            FrontendMessage message = input.takeInStatement();
            switch (message) {
                case CopyData piece -> {
                    return piece.data();
                }
                case CopyDone end -> done = true;
                case CopyFail failed -> {
                    done = true;
                    throw new SqlStateException(SqlState.QUERY_CANCELED, "COPY from stdin failed: " + failed.reason());
                }
                case Flush ignored -> {}
                case Sync ignored -> {}
                case MalformedMessage malformed -> {
                    done = true;
                    throw malformed.violation().fatal()
                            ? interrupted(malformed.violation().text())
                            : ErrorMessages.toUserError(malformed.violation());
                }
                default -> throw interrupted("unexpected message type during COPY from stdin");
            }
        }
        return null;
    }

    private SqlStateException interrupted(String message) {
        done = true;
        owner.copyWasInterrupted();
        return new SqlStateException(SqlState.PROTOCOL_VIOLATION, message);
    }
}
