package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Sequence;
import java.util.List;

/** pg_statio_all_sequences and pg_statio_user_sequences. */
final class PgStatSequences {
    static final List<ViewDefinition<Sequence>> VIEWS =
            List.of(named("pg_statio_all_sequences"), named("pg_statio_user_sequences"));

    private PgStatSequences() {}

    private static ViewDefinition<Sequence> named(String view) {
        return ViewDefinition.of(view, scope -> scope.relations(Sequence.class))
                .column("relid", Sequence::oid)
                .column("schemaname", (scope, sequence) -> scope.schemaName(sequence.schemaOid()))
                .column("relname", Sequence::name)
                .constant("blks_read", 0L)
                .constant("blks_hit", 0L);
    }
}
