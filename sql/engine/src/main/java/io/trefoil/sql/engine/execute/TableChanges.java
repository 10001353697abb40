package io.trefoil.sql.engine.execute;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;

/**
 * Binds what changing a table takes (index keys, checks) when a foreign key's action reaches a table that the statement
 * does not name. The binder implements it for one catalog snapshot.
 */
@FunctionalInterface
public interface TableChanges {
  TableChange of(Table table);
}
