/** Databases inside the process, at the door of JDBC. */
@NullMarked
package io.trefoil.embedded;

import org.jspecify.annotations.NullMarked;
