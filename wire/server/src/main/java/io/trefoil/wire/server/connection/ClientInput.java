package io.trefoil.wire.server.connection;

import io.trefoil.wire.protocol.message.FrontendMessage;
import org.jspecify.annotations.Nullable;

/** What the client sends, in order, as the connection's thread takes it. */
public interface ClientInput {
    /**
     * The next message; waits for it.
     *
     * @param timeoutMillis 0 to wait for ever
     * @param mayPark whether the thread may be asked to leave a client that is silent for long, or that notifications wait for
     * @return null when the time is up, when notifications wait, or when {@link #parkingDue}
     * @throws ConnectionEnded when the client is gone or the server shuts down
     */
    @Nullable
    FrontendMessage take(long timeoutMillis, boolean mayPark);

    /** The same, never parking. */
    default @Nullable FrontendMessage take(long timeoutMillis) {
        return take(timeoutMillis, false);
    }

    /** Whether {@link #take} came back because the thread is better used for somebody else. */
    default boolean parkingDue() {
        return false;
    }

    /** Whether bytes have arrived that did not come out as messages yet. */
    boolean hasBytes();

    /** Whether the next message has arrived and is Sync. */
    default boolean syncFollows() {
        return false;
    }

    /**
     * The next message, waited for inside a running statement (copy).
     *
     * @throws io.trefoil.sql.types.SqlStateException 57014 when the statement is cancelled, 57P01 when the server shuts
     *     down, 08006 when the client is gone
     */
    FrontendMessage takeInStatement();
}
