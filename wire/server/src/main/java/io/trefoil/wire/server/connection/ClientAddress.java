package io.trefoil.wire.server.connection;

/**
 * Where a client comes from.
 *
 * @param text host:port, or empty inside the process
 * @param encrypted whether TLS is in use
 * @param certificateHash hash of the server's certificate (RFC 5929, tls-server-end-point) for channel binding; empty
 *     without TLS
 */
public record ClientAddress(String text, boolean encrypted, byte[] certificateHash) {}
