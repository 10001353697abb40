package io.trefoil.wire.server.connection;

import io.trefoil.wire.protocol.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where the connection's thread writes messages. Bytes collect in a buffer and leave it in pieces of about 32 KB or at
 * {@link #flush}; a client that does not read makes the writer wait, so that memory stays bounded.
 */
public interface ClientOutput {
    /** Writes frames; the same for the life of the connection. */
    MessageWriter writer();

    /** The buffer behind {@link #writer}, for values; the same for the life of the connection. */
    OutputSink sink();

    /** Sends one byte that is no message: the answer to SSLRequest and GSSENCRequest. */
    void bareByte(byte value);

    /**
     * To be called between messages while a statement answers: sends what has collected when it is enough, and then waits
     * while the client is slow.
     *
     * @throws io.trefoil.sql.types.SqlStateException 57014 when the wait is cancelled, 57P01 when the server shuts down,
     *     08006 when the client is gone
     */
    void pace();

    /** Sends what has collected. Never waits, never throws for a client that is gone. */
    void flush();

    /**
     * Waits until the client has read most of what was sent, before more work is taken on.
     *
     * @throws ConnectionEnded when the client is gone or the server shuts down
     */
    void awaitRoom();

    /** A place in what was written, for {@link #takeBack}. */
    long position();

    /** Takes back all that was written since a position; null, and nothing happens, when some of it was sent. */
    byte @Nullable [] takeBack(long position);

    /** Whether the client is known to be gone. */
    boolean clientGone();
}
