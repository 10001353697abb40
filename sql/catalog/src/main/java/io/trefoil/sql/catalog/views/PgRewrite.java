package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.View;

/** pg_rewrite: the _RETURN rule of each view. */
final class PgRewrite {
    static final ViewDefinition<View> VIEW = ViewDefinition.of("pg_rewrite", scope -> scope.relations(View.class))
            .column("oid", view -> SqlValues.derivedOid(view.oid(), 0))
            .constant("rulename", "_RETURN")
            .column("ev_class", View::oid)
            .constant("ev_type", SqlValues.letter('1'))
            .constant("ev_enabled", SqlValues.letter('O'))
            .constant("is_instead", true)
            .constant("ev_qual", "<>")
            .column("ev_action", View::querySql);

    private PgRewrite() {}
}
