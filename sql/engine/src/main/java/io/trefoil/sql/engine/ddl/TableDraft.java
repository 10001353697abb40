package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table under construction or change: the table as it will be, with the new objects that belong to it. */
final class TableDraft {
    private final DdlContext context;
    private final ObjectNaming naming;
    private final List<Index> newIndexes = new ArrayList<>();
    private final List<Sequence> newSequences = new ArrayList<>();
    private final List<Constraint> newConstraints = new ArrayList<>();
    private final Map<ObjectAddress, String> comments = new java.util.HashMap<>();
    private Table table;

    TableDraft(DdlContext context, Table table) {
        this.context = context;
        this.table = table;
        this.naming = new ObjectNaming(context.catalog(), table.schemaOid());
        naming.takeRelation(table.name());
        table.constraints().forEach(constraint -> naming.takeConstraint(constraint.name()));
    }

    DdlContext context() {
        return context;
    }

    ObjectNaming naming() {
        return naming;
    }

    Table table() {
        return table;
    }

    void table(Table changed) {
        this.table = changed;
    }

    /** Indexes that have no entries yet. */
    List<Index> newIndexes() {
        return newIndexes;
    }

    /** Constraints that have not been checked against the rows yet. */
    List<Constraint> newConstraints() {
        return newConstraints;
    }

    void add(Column column) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(column);
        table = table.withColumns(columns);
    }

    void replace(Column column) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(column.number() - 1, column);
        table = table.withColumns(columns);
    }

    void add(Constraint constraint) {
        List<Constraint> constraints = new ArrayList<>(table.constraints());
        constraints.add(constraint);
        table = table.withConstraints(constraints);
        newConstraints.add(constraint);
    }

    boolean hasPrimaryKey() {
        return hasPrimaryKey(table);
    }

    static boolean hasPrimaryKey(Table table) {
        return table.constraints().stream()
                .anyMatch(constraint -> constraint instanceof Constraint.Key key && key.primary());
    }

    /** Adds an index; the primary key's comes first. */
    void add(Index index) {
        List<Integer> oids = new ArrayList<>(table.indexes());
        oids.add(index.primary() ? 0 : oids.size(), index.oid());
        table = table.withIndexes(oids);
        newIndexes.add(index);
    }

    void add(Sequence sequence) {
        newSequences.add(sequence);
    }

    void comment(ObjectAddress address, String text) {
        comments.put(address, text);
    }

    /** All that is new or changed. */
    CatalogDelta.Builder delta() {
        CatalogDelta.Builder delta = new CatalogDelta.Builder().put(table);
        newIndexes.forEach(delta::put);
        newSequences.forEach(delta::put);
        comments.forEach(delta::comment);
        return delta;
    }
}
