package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** information_schema.columns: columns of tables and views that the reader may do something with. */
final class InformationColumns {
    private static final int COLUMN_PRIVILEGES =
            Privilege.SELECT.bit() | Privilege.INSERT.bit() | Privilege.UPDATE.bit() | Privilege.REFERENCES.bit();

    static final ViewDefinition<Entry> VIEW = TypeDescription.describe(
                    ViewDefinition.of("columns", InformationColumns::entries), (scope, entry) -> entry.description())
            .column("table_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "table_schema",
                    (scope, entry) -> scope.schemaName(entry.relation().namespace()))
            .column("table_name", entry -> entry.relation().name())
            .column("column_name", Entry::name)
            .column("ordinal_position", Entry::number)
            .column(
                    "column_default",
                    (scope, entry) -> entry.isGenerated()
                            ? null
                            : RelationReferences.namedOrNull(entry.defaultSql(), scope.names()))
            .column(
                    "is_nullable",
                    entry -> SqlValues.yesOrNo(
                            !entry.notNull() && !entry.description().type().notNull()))
            .column("collation_catalog", (scope, entry) -> entry.hasCollation() ? scope.databaseName() : null)
            .column("collation_schema", entry -> entry.hasCollation() ? "pg_catalog" : null)
            .column("collation_name", entry -> entry.hasCollation() ? "C" : null)
            .column("domain_catalog", (scope, entry) -> entry.isDomain() ? scope.databaseName() : null)
            .column(
                    "domain_schema",
                    (scope, entry) ->
                            entry.isDomain() ? scope.schemaName(entry.type().namespace()) : null)
            .column("domain_name", entry -> entry.isDomain() ? entry.type().name() : null)
            .column("udt_catalog", (scope, entry) -> scope.databaseName())
            .column(
                    "udt_schema",
                    (scope, entry) ->
                            scope.schemaName(entry.description().base().namespace()))
            .column("udt_name", entry -> entry.description().base().name())
            .column("dtd_identifier", entry -> Integer.toString(entry.number()))
            .constant("is_self_referencing", "NO")
            .column("is_identity", entry -> SqlValues.yesOrNo(entry.identity() != Column.Identity.NONE))
            .column("identity_generation", entry -> switch (entry.identity()) {
                case NONE -> null;
                case BY_DEFAULT -> "BY DEFAULT";
                case ALWAYS -> "ALWAYS";
            })
            .column("identity_start", (scope, entry) -> ofSequence(scope, entry, Sequence::start))
            .column("identity_increment", (scope, entry) -> ofSequence(scope, entry, Sequence::increment))
            .column("identity_maximum", (scope, entry) -> ofSequence(scope, entry, Sequence::maximum))
            .column("identity_minimum", (scope, entry) -> ofSequence(scope, entry, Sequence::minimum))
            .column("identity_cycle", (scope, entry) -> {
                Sequence sequence = sequenceOf(scope, entry);
                return SqlValues.yesOrNo(sequence != null && sequence.cycle());
            })
            .column("is_generated", entry -> entry.isGenerated() ? "ALWAYS" : "NEVER")
            .column("generation_expression", entry -> entry.isGenerated() ? entry.defaultSql() : null)
            .column("is_updatable", entry -> SqlValues.yesOrNo(entry.relation().kind() == 'r'));

    /** A column of a user's or of PostgreSQL's own table or view. */
    record Entry(
            RelationEntry relation,
            String name,
            int number,
            boolean notNull,
            TypeDescription description,
            int collation,
            @Nullable Column column) {
        TypeRow type() {
            return description.type();
        }

        boolean isDomain() {
            return description.type().isDomain();
        }

        boolean isGenerated() {
            return column != null && column.generated();
        }

        @Nullable
        String defaultSql() {
            return column == null ? null : column.defaultSql();
        }

        Column.Identity identity() {
            return column == null ? Column.Identity.NONE : column.identity();
        }

        boolean hasCollation() {
            return TypeDescription.isOwnCollation(collation);
        }
    }

    private InformationColumns() {}

    static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (RelationEntry relation : RelationEntry.all(scope)) {
            if (scope.rights().owns(relation.owner()) || relation.allows(scope, COLUMN_PRIVILEGES)) {
                addColumns(entries, scope, relation);
            }
        }
        return entries;
    }

    private static void addColumns(List<Entry> entries, ViewScope scope, RelationEntry relation) {
        if (relation.system() != null) {
            int number = 1;
            for (ViewColumn column : relation.system().columns()) {
                TypeDescription description = TypeDescription.of(scope, column.declaredType(), column.modifier());
                entries.add(new Entry(
                        relation, column.name(), number++, column.notNull(), description, column.collation(), null));
            }
            return;
        }
        for (Column column : columnsOf(relation)) {
            if (!column.dropped()) {
                TypeDescription description =
                        TypeDescription.of(scope, column.type().oid(), column.typmod());
                int collation = description.type().collation();
                entries.add(new Entry(
                        relation, column.name(), column.number(), column.notNull(), description, collation, column));
            }
        }
    }

    private static List<Column> columnsOf(RelationEntry entry) {
        return entry.relation() instanceof View view
                ? view.columns()
                : entry.table() == null ? List.of() : entry.table().columns();
    }

    private static @Nullable Sequence sequenceOf(ViewScope scope, Entry entry) {
        if (entry.identity() == Column.Identity.NONE) {
            return null;
        }
        for (Sequence sequence :
                scope.snapshot().ownedSequences(entry.relation().oid())) {
            if (sequence.ownedByColumn() == entry.number()) {
                return sequence;
            }
        }
        return null;
    }

    private static @Nullable String ofSequence(ViewScope scope, Entry entry, Function<Sequence, Long> part) {
        Sequence sequence = sequenceOf(scope, entry);
        return sequence == null ? null : Long.toString(part.apply(sequence));
    }
}
