/** Data sources, passwords and errors of the driver. */
@NullMarked
package io.trefoil.tck.jdbc.source;

import org.jspecify.annotations.NullMarked;
