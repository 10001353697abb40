/** Bound statements: typed scalar expressions, the logical tree that the binder makes and the physical tree that the planner makes of it. */
@NullMarked
package io.trefoil.sql.engine.algebra;

import org.jspecify.annotations.NullMarked;
