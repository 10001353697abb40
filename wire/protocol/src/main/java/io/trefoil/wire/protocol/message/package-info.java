/** One record a message of PostgreSQL's protocol 3.0: its fields, its encoder and its decoder in one file. */
@NullMarked
package io.trefoil.wire.protocol.message;

import org.jspecify.annotations.NullMarked;
