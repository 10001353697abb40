package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.SqlService;

/** What all connections of a server share. */
public record ServerContext(
        SqlService service,
        Authentication authentication,
        ConnectionRegistry registry,
        long authenticationTimeoutMillis) {}
