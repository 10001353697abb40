package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.execute.TableChanges;

/** Binds changes of tables that foreign keys lead to. */
record BoundTableChanges(BindEnvironment environment) implements TableChanges {
    @Override
    public TableChange of(Table table) {
        return StatementBinder.change(environment, table);
    }

    @Override
    public Scalar defaultValue(Table table, Column column) {
        return StatementBinder.defaults(environment, table).get(column.number() - 1);
    }
}
