/** Joins: by hash, by merging sorted inputs, by loops over a kept or a re-run right side. */
@NullMarked
package io.trefoil.sql.engine.execute.join;

import org.jspecify.annotations.NullMarked;
