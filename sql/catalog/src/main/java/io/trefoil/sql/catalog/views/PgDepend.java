package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** pg_depend: what goes when something else goes, as far as clients ask: sequences, defaults, keys and indexes. */
final class PgDepend {
    private static final int PG_CLASS = 1259;
    private static final int PG_CONSTRAINT = 2606;
    private static final int PG_ATTRDEF = 2604;
    private static final int PG_TYPE = 1247;

    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("pg_depend", PgDepend::entries)
            .column("classid", entry -> entry.dependent().classOid())
            .column("objid", entry -> entry.dependent().objectOid())
            .column("objsubid", entry -> entry.dependent().subId())
            .column("refclassid", entry -> entry.referenced().classOid())
            .column("refobjid", entry -> entry.referenced().objectOid())
            .column("refobjsubid", entry -> entry.referenced().subId())
            .column("deptype", entry -> SqlValues.letter(entry.kind()));

    /** One dependency; kind is n normal, a automatic, i internal. */
    record Entry(ObjectAddress dependent, ObjectAddress referenced, char kind) {}

    private PgDepend() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            switch (relation) {
                case Sequence sequence -> addOwner(entries, sequence);
                case Table table -> addParts(entries, scope, table);
                case Index index -> {} // with its table
                case View view -> entries.add(rowType(view.rowTypeOid(), view.oid()));
            }
        }
        for (DefaultEntry value : DefaultEntry.all(scope)) {
            ObjectAddress column = column(value.relation().oid(), value.column().number());
            entries.add(new Entry(new ObjectAddress(PG_ATTRDEF, value.oid(), 0), column, 'a'));
        }
        return entries;
    }

    private static ObjectAddress column(int table, int number) {
        return new ObjectAddress(PG_CLASS, table, number);
    }

    private static Entry rowType(int type, int relation) {
        return new Entry(new ObjectAddress(PG_TYPE, type, 0), column(relation, 0), 'i');
    }

    private static void addOwner(List<Entry> entries, Sequence sequence) {
        if (sequence.ownedByTable() != 0) {
            ObjectAddress owner = column(sequence.ownedByTable(), sequence.ownedByColumn());
            entries.add(new Entry(column(sequence.oid(), 0), owner, sequence.identity() ? 'i' : 'a'));
        }
    }

    private static void addParts(List<Entry> entries, ViewScope scope, Table table) {
        entries.add(rowType(table.rowTypeOid(), table.oid()));
        Set<Integer> constraintIndexes = new HashSet<>();
        for (Constraint constraint : table.constraints()) {
            ObjectAddress address = new ObjectAddress(PG_CONSTRAINT, constraint.oid(), 0);
            for (int number : new ConstraintEntry(table, null, constraint).columns()) {
                entries.add(new Entry(address, column(table.oid(), number), 'a'));
            }
            switch (constraint) {
                case Constraint.Key key -> {
                    constraintIndexes.add(key.indexOid());
                    entries.add(new Entry(column(key.indexOid(), 0), address, 'i'));
                }
                case Constraint.ForeignKey key -> {
                    for (int number : key.referencedColumns()) {
                        entries.add(new Entry(address, column(key.referencedTableOid(), number), 'n'));
                    }
                }
                case Constraint.Check check -> {}
            }
        }
        for (Index index : scope.snapshot().indexes(table)) {
            if (!constraintIndexes.contains(index.oid())) {
                for (Index.Key key : index.keys()) {
                    entries.add(new Entry(column(index.oid(), 0), column(table.oid(), key.column()), 'a'));
                }
            }
        }
    }
}
