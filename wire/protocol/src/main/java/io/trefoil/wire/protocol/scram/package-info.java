/** SCRAM-SHA-256 (RFC 5802, RFC 7677) for both sides as pure functions over messages, and the stored verifier. */
@NullMarked
package io.trefoil.wire.protocol.scram;

import org.jspecify.annotations.NullMarked;
