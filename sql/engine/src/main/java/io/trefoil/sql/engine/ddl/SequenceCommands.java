package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and ALTER SEQUENCE. A sequence's value lives outside transactions, so RESTART is not undone by a rollback. */
final class SequenceCommands {
    private SequenceCommands() {}

    static String create(SchemaStatement.CreateSequence statement, DdlContext context) {
        Schema schema = statement.persistence() == TableOptions.Persistence.TEMPORARY
                ? TemporarySchema.of(context)
                : Relations.creationSchema(context, statement.name());
        String name = statement.name().name();
        Locks.use(context, schema.oid());
        Locks.name(context, schema.oid(), name);
        if (context.catalog().relationOrNull(schema.oid(), name) != null) {
            if (!statement.ifNotExists()) {
                throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
            }
            Messages.notice(context, SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping");
            return "CREATE SEQUENCE";
        }
        SequenceDefinition definition = SequenceDefinition.of(context, statement.options());
        Sequence sequence = definition.create(
                Oids.next(context), schema.oid(), name, context.role().oid(), TypeOid.INT8);
        context.apply(new CatalogDelta.Builder()
                .put(owned(context, sequence, definition.ownedBy()))
                .build());
        return "CREATE SEQUENCE";
    }

    private static Sequence owned(DdlContext context, Sequence sequence, @Nullable QualifiedName column) {
        if (column == null) {
            return sequence;
        }
        if (column.parts().size() == 1) {
            if (column.name().equals("none")) {
                return sequence.withOwnedBy(0, 0);
            }
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "invalid OWNED BY option")
                    .withHint("Specify OWNED BY table.column or OWNED BY NONE.");
        }
        List<String> parts = column.parts();
        QualifiedName tableName = new QualifiedName(parts.subList(0, parts.size() - 1), column.position());
        Relation relation = Relations.require(context, tableName);
        if (!(relation instanceof Table table)) {
            throw new SqlStateException(
                    SqlState.WRONG_OBJECT_TYPE, "sequence cannot be owned by relation \"" + relation.name() + "\"");
        }
        if (table.ownerOid() != sequence.ownerOid()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "sequence must have same owner as table it is linked to");
        }
        if (table.schemaOid() != sequence.schemaOid()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "sequence must be in same schema as table it is linked to");
        }
        Column owner = Relations.column(table, column.name());
        return sequence.withOwnedBy(table.oid(), owner.number());
    }

    static String alter(SchemaStatement.AlterSequence statement, DdlContext context) {
        Relation relation = Relations.find(context, statement.name());
        if (relation == null && statement.ifExists()) {
            Messages.notice(
                    context,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "relation \"" + statement.name().name() + "\" does not exist, skipping");
            return "ALTER SEQUENCE";
        }
        Sequence sequence = Relations.requireSequence(context, statement.name());
        Rights.requireOwner(context, sequence);
        change(context, sequence, SequenceDefinition.of(context, statement.options()));
        return "ALTER SEQUENCE";
    }

    /** Applies options to a sequence, its running value included. */
    static void change(DdlContext context, Sequence named, SequenceDefinition definition) {
        Locks.definition(context, named.oid());
        Sequence sequence =
                context.catalog().relation(named.oid()).orElse(named) instanceof Sequence found ? found : named;
        Sequence changed = definition.alter(sequence);
        if (definition.ownedBy() != null && sequence.identity()) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "cannot change ownership of identity sequence")
                    .withDetail("Sequence \"" + sequence.name() + "\" is linked to table \""
                            + context.catalog()
                                    .table(sequence.ownedByTable())
                                    .map(Table::name)
                                    .orElse("") + "\".");
        }
        context.apply(new CatalogDelta.Builder()
                .put(owned(context, changed, definition.ownedBy()))
                .build());
        if (definition.restarts()) {
            restart(context, sequence.oid(), definition.restartValue(changed));
        }
    }

    /**
     * Goes over to a new counter, which a rollback forgets. The counter before the committed one is of no use any more. The
     * definition is locked by the caller.
     */
    static void restart(DdlContext context, int oid, long value) {
        if (!(context.catalog().relation(oid).orElse(null) instanceof Sequence sequence)) {
            throw new IllegalArgumentException("no sequence " + oid);
        }
        context.apply(new CatalogDelta.Builder().put(sequence.restarted()).build());
        context.execution().functions().setSequenceValue(oid, value, false);
        if (context.catalogStore().latest().relation(oid).orElse(null) instanceof Sequence committed
                && committed.restarts() > 0) {
            context.store().counters().delete(committed.counter(committed.restarts() - 1));
        }
    }
}
