/** The door to a database inside the process, found by {@code ServiceLoader}. */
@NullMarked
package io.trefoil.jdbc.embedded;

import org.jspecify.annotations.NullMarked;
