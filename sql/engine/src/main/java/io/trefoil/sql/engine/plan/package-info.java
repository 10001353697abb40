/** From the logical tree to the physical one: rewrites in a fixed order, then the choice of access paths and operators. */
@NullMarked
package io.trefoil.sql.engine.plan;

import org.jspecify.annotations.NullMarked;
