package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.SqlService;

/** How a client shows who it is. Thread-safe. */
public sealed interface Authentication permits ScramAuthentication, TrustAuthentication {
    /**
     * Carries the exchange to its end; AuthenticationOk is left to the caller.
     *
     * @param certificateHash for channel binding; empty when the connection is not encrypted
     * @param exchange messages to and from the client
     * @throws FatalError 28000, 28P01, 08P01
     */
    void authenticate(String user, byte[] certificateHash, SqlService service, AuthenticationExchange exchange);
}
