/** Putting rows in order. */
@NullMarked
package io.trefoil.sql.engine.execute.sort;

import org.jspecify.annotations.NullMarked;
