/**
 * The connection as a state machine, free of Netty: start-up, authentication, the command loop, results, copy, cancel.
 * It sees its client as {@link io.trefoil.wire.server.connection.ClientInput} and
 * {@link io.trefoil.wire.server.connection.ClientOutput}.
 */
@NullMarked
package io.trefoil.wire.server.connection;

import org.jspecify.annotations.NullMarked;
