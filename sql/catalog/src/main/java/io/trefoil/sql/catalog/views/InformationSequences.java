package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Sequence;
import java.util.List;

/** information_schema.sequences: sequences that the reader may use, without those of identity columns. */
final class InformationSequences {
    static final ViewDefinition<Sequence> VIEW = ViewDefinition.of("sequences", InformationSequences::visible)
            .column("sequence_catalog", (scope, sequence) -> scope.databaseName())
            .column("sequence_schema", (scope, sequence) -> scope.schemaName(sequence.schemaOid()))
            .column("sequence_name", Sequence::name)
            .column("data_type", (scope, sequence) -> scope.definitions().formatType(sequence.typeOid(), null))
            .column(
                    "numeric_precision",
                    (scope, sequence) -> scope.type(sequence.typeOid()).length() * Byte.SIZE)
            .constant("numeric_precision_radix", 2)
            .constant("numeric_scale", 0)
            .column("start_value", sequence -> Long.toString(sequence.start()))
            .column("minimum_value", sequence -> Long.toString(sequence.minimum()))
            .column("maximum_value", sequence -> Long.toString(sequence.maximum()))
            .column("increment", sequence -> Long.toString(sequence.increment()))
            .column("cycle_option", sequence -> SqlValues.yesOrNo(sequence.cycle()));

    private InformationSequences() {}

    private static List<Sequence> visible(ViewScope scope) {
        return scope.relations(Sequence.class).stream()
                .filter(sequence -> !sequence.identity())
                .filter(sequence -> scope.rights().owns(sequence.ownerOid())
                        || scope.rights().hasAny(sequence, Privilege.ALL_SEQUENCE))
                .toList();
    }
}
