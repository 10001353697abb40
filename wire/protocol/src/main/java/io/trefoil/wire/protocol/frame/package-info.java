/** Cuts a stream of bytes into messages, in both directions, incrementally and without I/O. */
@NullMarked
package io.trefoil.wire.protocol.frame;

import org.jspecify.annotations.NullMarked;
