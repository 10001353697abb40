/** From a plan to something that runs: chooses the operator for each plan node. */
@NullMarked
package io.trefoil.sql.engine.execute.compile;

import org.jspecify.annotations.NullMarked;
