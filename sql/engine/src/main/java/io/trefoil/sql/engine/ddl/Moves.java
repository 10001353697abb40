package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;

/** SET SCHEMA: a relation with its indexes and sequences moves to another schema. */
final class Moves {
    private Moves() {}

    static String run(ObjectStatement.SetSchema statement, DdlContext context) {
        String tag = "ALTER " + statement.kind().words();
        switch (statement.kind()) {
            case TABLE, SEQUENCE, VIEW -> {}
            default -> throw Messages.unsupported(tag + " SET SCHEMA");
        }
        Relation relation = Relations.findOrSkip(context, statement.object().name(), statement.ifExists());
        if (relation == null) {
            return tag;
        }
        Rights.requireOwner(context, relation);
        if (relation instanceof Table table) {
            Locks.table(context, table, SpaceLock.EXCLUSIVE);
        } else {
            Locks.definition(context, relation.oid());
        }
        Schema target = Schemas.require(context, statement.schema());
        Rights.requireCreate(context, target);
        Locks.use(context, target.oid());
        Locks.name(context, target.oid(), relation.name());
        if (relation.schemaOid() == target.oid()) {
            return tag;
        }
        Relation current = context.catalog().relation(relation.oid()).orElse(relation);
        requireFree(context, target, current.name());
        Schema source = Relations.schemaOf(context, current);
        List<View> readers = ViewReferences.readers(context, current);
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        move(context, delta, current, target);
        context.apply(delta.build());
        new ViewRewrite(context).moveRelation(readers, source.name(), current.name(), target.name(), current.name());
        return tag;
    }

    private static void move(DdlContext context, CatalogDelta.Builder delta, Relation relation, Schema target) {
        switch (relation) {
            case Table table -> {
                delta.put(table.withName(target.oid(), table.name()));
                for (Index index : context.catalog().indexes(table)) {
                    requireFree(context, target, index.name());
                    delta.put(index.withOwner(target.oid(), index.ownerOid()));
                }
                for (Sequence sequence : OwnedSequences.of(context.catalog(), table.oid(), 0)) {
                    requireFree(context, target, sequence.name());
                    delta.put(sequence.withName(target.oid(), sequence.name()));
                }
            }
            case Sequence sequence -> {
                if (sequence.ownedByTable() != 0) {
                    throw new SqlStateException(
                                    SqlState.FEATURE_NOT_SUPPORTED, "cannot move an owned sequence into another schema")
                            .withDetail("Sequence \"" + sequence.name() + "\" is linked to table \""
                                    + context.catalog()
                                            .table(sequence.ownedByTable())
                                            .map(Table::name)
                                            .orElse("") + "\".");
                }
                delta.put(sequence.withName(target.oid(), sequence.name()));
            }
            case View view -> delta.put(view.withSchema(target.oid()));
            case Index index -> throw Relations.wrongKind(index, "a table, view, or sequence");
        }
    }

    private static void requireFree(DdlContext context, Schema target, String name) {
        if (context.catalog().relationOrNull(target.oid(), name) != null) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_TABLE,
                    "relation \"" + name + "\" already exists in schema \"" + target.name() + "\"");
        }
    }
}
