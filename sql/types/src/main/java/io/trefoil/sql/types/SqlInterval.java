package io.trefoil.sql.types;

/** Placeholder until the types land. */
public final class SqlInterval {
  private SqlInterval() {}
}
