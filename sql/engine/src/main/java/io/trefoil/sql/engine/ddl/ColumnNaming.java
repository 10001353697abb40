package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;

/** Gives the column references of an expression over full rows the names that the columns have in a table. */
final class ColumnNaming {
    private ColumnNaming() {}

    static Scalar apply(Scalar expression, Table table) {
        return ScalarRewriter.rewrite(
                expression,
                part -> part instanceof Scalar.InputRef reference
                        ? new Scalar.InputRef(
                                reference.index(),
                                reference.type(),
                                reference.typmod(),
                                table.column(reference.index() + 1).name())
                        : null);
    }
}
