package io.trefoil.sql.engine.session;

import io.trefoil.sql.parser.ast.SelectStatement;

/** SELECT ... INTO is a definition, not a query. */
final class Into {
    private Into() {}

    static boolean isInto(SelectStatement select) {
        return select.body() instanceof SelectStatement.SelectCore core && core.into() != null;
    }
}
