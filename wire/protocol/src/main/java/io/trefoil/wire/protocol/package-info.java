/** PostgreSQL protocol 3.0 messages: one record a message with its encoder and decoder, and SCRAM-SHA-256 as pure functions. No I/O. */
@NullMarked
package io.trefoil.wire.protocol;

import org.jspecify.annotations.NullMarked;
