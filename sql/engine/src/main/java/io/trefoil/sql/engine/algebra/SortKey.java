package io.trefoil.sql.engine.algebra;

/** Order by one column of the input row, by the default order of its type. */
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
