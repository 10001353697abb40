/** Netty pipeline, TLS, the connection state machine, authentication, rows out, COPY and cancel. */
@NullMarked
package io.trefoil.wire.server;

import org.jspecify.annotations.NullMarked;
