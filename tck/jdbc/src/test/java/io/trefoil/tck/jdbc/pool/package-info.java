/** Connection pools over the driver. */
@NullMarked
package io.trefoil.tck.jdbc.pool;

import org.jspecify.annotations.NullMarked;
