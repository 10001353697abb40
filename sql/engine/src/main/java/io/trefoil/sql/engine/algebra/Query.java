package io.trefoil.sql.engine.algebra;

import java.util.List;

/** A relational tree, logical ({@link Rel}) or physical ({@link Plan}). */
public sealed interface Query permits Rel, Plan {
    /** The columns of a row, in order. */
    List<OutputColumn> columns();
}
