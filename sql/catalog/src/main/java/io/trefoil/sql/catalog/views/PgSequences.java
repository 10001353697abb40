package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Sequence;
import org.jspecify.annotations.Nullable;

/** pg_sequences: sequences with names for everything and their last value. */
final class PgSequences {
    static final ViewDefinition<Sequence> VIEW = ViewDefinition.of(
                    "pg_sequences", scope -> scope.relations(Sequence.class))
            .column("schemaname", (scope, sequence) -> scope.schemaName(sequence.schemaOid()))
            .column("sequencename", Sequence::name)
            .column("sequenceowner", (scope, sequence) -> scope.names().userName(sequence.ownerOid()))
            .column("data_type", Sequence::typeOid)
            .column("start_value", Sequence::start)
            .column("min_value", Sequence::minimum)
            .column("max_value", Sequence::maximum)
            .column("increment_by", Sequence::increment)
            .column("cycle", Sequence::cycle)
            .column("cache_size", Sequence::cache)
            .column("last_value", (scope, sequence) -> lastValue(scope, sequence));

    private PgSequences() {}

    private static @Nullable Long lastValue(ViewScope scope, Sequence sequence) {
        boolean readable = scope.rights().hasAny(sequence, Privilege.USAGE.bit() | Privilege.SELECT.bit());
        return readable ? scope.context().sequenceLastValue(sequence.oid()) : null;
    }
}
