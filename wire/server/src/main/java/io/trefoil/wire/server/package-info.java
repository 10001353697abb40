/** The server's door and its Netty side: pipeline, TLS, the channel as input and output of a connection. */
@NullMarked
package io.trefoil.wire.server;

import org.jspecify.annotations.NullMarked;
