/** From scalars to closures: one evaluator class for each kind of scalar, compiled once a plan. */
@NullMarked
package io.trefoil.sql.engine.execute.expression;

import org.jspecify.annotations.NullMarked;
