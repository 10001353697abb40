package io.trefoil.wire.server;

import io.trefoil.wire.server.connection.ServerContext;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What every client's handler needs of its server.
 *
 * @param threads makes the threads that run connections
 * @param tls null when SSLRequest is declined
 */
record ServerParts(ServerContext context, ThreadFactory threads, @Nullable TlsMaterial tls, int messageBytesMax) {}
