/** Grouping: aggregates, DISTINCT and set operations, through hash tables that spill or over sorted rows. */
@NullMarked
package io.trefoil.sql.engine.execute.group;

import org.jspecify.annotations.NullMarked;
