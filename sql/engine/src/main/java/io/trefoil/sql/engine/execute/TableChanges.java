package io.trefoil.sql.engine.execute;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;

/**
 * Binds what changing a table takes when a foreign key's action reaches a table that the statement does not name. The
 * binder implements it for one catalog snapshot.
 */
public interface TableChanges {
    /** Index keys and checks of a table. */
    TableChange of(Table table);

    /** The default of a column, for SET DEFAULT; a NULL constant when it has none. */
    Scalar defaultValue(Table table, Column column);
}
