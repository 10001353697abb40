/** Functions and operators of arrays and records. */
@NullMarked
package io.trefoil.sql.functions.array;

import org.jspecify.annotations.NullMarked;
