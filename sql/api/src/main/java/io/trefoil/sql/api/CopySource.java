package io.trefoil.sql.api;

import org.jspecify.annotations.Nullable;

/** The stream of CopyData messages of a COPY FROM STDIN. */
public interface CopySource {
    /**
     * The payload of the next CopyData message, or null after CopyDone. Message borders mean nothing. Blocks for the
     * client.
     *
     * @throws io.trefoil.sql.types.SqlStateException 57014 when the client sent CopyFail, 08P01 on other messages, 08006
     *     when the connection broke
     */
    byte @Nullable [] read();
}
