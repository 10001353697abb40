/** Plain {@code java.sql}, as any program writes it: the same on every door, PostgreSQL's included. */
@NullMarked
package io.trefoil.tck.jdbc.plain;

import org.jspecify.annotations.NullMarked;
