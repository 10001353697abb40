/** The door for clients inside the process: the same state machine on their own threads, without a socket. */
@NullMarked
package io.trefoil.wire.server.local;

import org.jspecify.annotations.NullMarked;
