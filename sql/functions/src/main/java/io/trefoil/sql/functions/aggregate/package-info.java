/** Aggregate functions and their accumulators. */
@NullMarked
package io.trefoil.sql.functions.aggregate;

import org.jspecify.annotations.NullMarked;
