/** The bridge to Apache Calcite: join regions become RelNodes, are reordered by cost, and come back as our own algebra. */
@NullMarked
package io.trefoil.sql.engine.plan.calcite;

import org.jspecify.annotations.NullMarked;
