package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Sequence;

/** pg_sequence: the parameters of sequences. */
final class PgSequence {
    static final ViewDefinition<Sequence> VIEW = ViewDefinition.of(
                    "pg_sequence", scope -> scope.relations(Sequence.class))
            .column("seqrelid", Sequence::oid)
            .column("seqtypid", Sequence::typeOid)
            .column("seqstart", Sequence::start)
            .column("seqincrement", Sequence::increment)
            .column("seqmax", Sequence::maximum)
            .column("seqmin", Sequence::minimum)
            .column("seqcache", Sequence::cache)
            .column("seqcycle", Sequence::cycle);

    private PgSequence() {}
}
