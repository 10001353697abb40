/** Comparison operators, btree support functions, greater and smaller of two. */
@NullMarked
package io.trefoil.sql.functions.comparison;

import org.jspecify.annotations.NullMarked;
