/** Arithmetic, mathematical functions and casts of the numeric types. */
@NullMarked
package io.trefoil.sql.functions.number;

import org.jspecify.annotations.NullMarked;
