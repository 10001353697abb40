/** The JDBC driver of Trefoil, {@code jdbc:trefoil:}: what applications and pools see. */
@NullMarked
package io.trefoil.jdbc;

import org.jspecify.annotations.NullMarked;
