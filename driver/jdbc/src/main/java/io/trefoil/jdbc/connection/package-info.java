/** Connections around pgjdbc's. */
@NullMarked
package io.trefoil.jdbc.connection;

import org.jspecify.annotations.NullMarked;
