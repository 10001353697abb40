/**
 * The ground the messages stand on: byte sink, message writer and reader, the incremental decoders of both directions,
 * limits and faults. No I/O, JDK only; the messages themselves are in {@code message}, SCRAM-SHA-256 in {@code scram}.
 */
@NullMarked
package io.trefoil.wire.protocol;

import org.jspecify.annotations.NullMarked;
