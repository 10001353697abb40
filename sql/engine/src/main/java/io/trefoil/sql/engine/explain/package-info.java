/**
 * What EXPLAIN shows. A plan with what its execution counted becomes a tree of {@link
 * io.trefoil.sql.engine.explain.ExplainedNode}s, and that tree text, JSON, XML or YAML with PostgreSQL's layout and keys.
 */
@NullMarked
package io.trefoil.sql.engine.explain;

import org.jspecify.annotations.NullMarked;
