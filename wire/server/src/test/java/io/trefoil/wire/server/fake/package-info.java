/** A database without a database: just enough behind the door to test the wire. */
@org.jspecify.annotations.NullMarked
package io.trefoil.wire.server.fake;
