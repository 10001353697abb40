/** The database inside the application's own process, behind the driver. */
@NullMarked
package io.trefoil.embedded;

import org.jspecify.annotations.NullMarked;
