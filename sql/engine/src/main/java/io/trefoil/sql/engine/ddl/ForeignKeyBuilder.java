package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.ForeignKeyTarget;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** FOREIGN KEY constraints: finds the referenced key and checks that the columns fit. */
final class ForeignKeyBuilder {
    private final TableDraft draft;
    private final DdlContext context;

    ForeignKeyBuilder(TableDraft draft) {
        this.draft = draft;
        this.context = draft.context();
    }

    void add(TableConstraint.ForeignKey key) {
        List<Integer> columns = numbers(draft.table(), key.columns());
        ForeignKeyTarget target = key.target();
        Table referenced = referencedTable(target.table());
        List<Integer> referencedColumns =
                target.columns().isEmpty() ? primaryKeyOf(referenced) : numbers(referenced, target.columns());
        if (columns.size() != referencedColumns.size()) {
            throw new SqlStateException(
                    SqlState.INVALID_FOREIGN_KEY,
                    "number of referencing and referenced columns for foreign key disagree");
        }
        Index index = referencedIndex(referenced, referencedColumns);
        List<Integer> deleteColumns = numbers(draft.table(), target.onDeleteColumns());
        for (int i = 0; i < deleteColumns.size(); i++) {
            if (!columns.contains(deleteColumns.get(i))) {
                throw new SqlStateException(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "column \"" + target.onDeleteColumns().get(i)
                                + "\" referenced in ON DELETE SET action must be part of foreign key");
            }
        }
        String given = key.name();
        String name = given != null
                ? given
                : draft.naming().constraint(draft.table().name(), String.join("_", key.columns()), "fkey");
        for (int i = 0; i < columns.size(); i++) {
            requireComparable(name, draft.table().column(columns.get(i)), referenced.column(referencedColumns.get(i)));
        }
        draft.add(new Constraint.ForeignKey(
                Oids.next(context),
                name,
                columns,
                referenced.oid(),
                referencedColumns,
                index.oid(),
                KeyBuilder.letter(target.onUpdate()),
                KeyBuilder.letter(target.onDelete()),
                deleteColumns,
                target.match() == ForeignKeyTarget.Match.FULL ? 'f' : 's',
                key.timing().deferrable(),
                key.timing().initiallyDeferred(),
                !key.timing().notValid()));
    }

    private Table referencedTable(QualifiedName name) {
        Table own = draft.table();
        String schema = name.schema();
        boolean ownSchema = schema == null
                || RelationNames.schemaOid(context.binding(), schema).orElse(0) == own.schemaOid();
        if (ownSchema && name.name().equals(own.name())) {
            return own;
        }
        Relation found = Relations.require(context, name);
        if (!(found instanceof Table table)) {
            throw new SqlStateException(
                    SqlState.WRONG_OBJECT_TYPE, "referenced relation \"" + found.name() + "\" is not a table");
        }
        Privileges.require(context.catalog(), context.role(), table, Privilege.REFERENCES);
        boolean temporary = table.persistence() == Table.Persistence.TEMPORARY;
        if (temporary != (own.persistence() == Table.Persistence.TEMPORARY)) {
            throw new SqlStateException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    temporary
                            ? "constraints on permanent tables may reference only permanent tables"
                            : "constraints on temporary tables may reference only temporary tables");
        }
        Locks.use(context, table.oid());
        context.transaction().lockSpace(table.spaceId(), SpaceLock.SHARED, io.trefoil.sql.storage.LockWait.BLOCK);
        context.requireCurrentCatalog();
        return table;
    }

    private List<Integer> numbers(Table table, List<String> names) {
        List<Integer> found = new ArrayList<>();
        for (String name : names) {
            found.add(table.findColumn(name)
                    .map(Column::number)
                    .orElseThrow(() -> new SqlStateException(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + name + "\" referenced in foreign key constraint does not exist")));
        }
        return found;
    }

    private static boolean isDeferrable(Table table, Index index) {
        return table.constraints().stream()
                .anyMatch(constraint ->
                        constraint instanceof Constraint.Key key && key.indexOid() == index.oid() && key.deferrable());
    }

    private static List<Integer> primaryKeyOf(Table table) {
        if (table.primaryKey().isEmpty() && TableDraft.hasPrimaryKey(table)) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "cannot use a deferrable primary key for referenced table \"" + table.name() + "\"");
        }
        if (table.primaryKey().isEmpty()) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "there is no primary key for referenced table \"" + table.name() + "\"");
        }
        return table.primaryKey();
    }

    /** The unique index over exactly these columns, in any order. */
    private Index referencedIndex(Table referenced, List<Integer> columns) {
        List<Index> indexes = new ArrayList<>(context.catalog().indexes(referenced));
        if (referenced.oid() == draft.table().oid()) {
            indexes.addAll(draft.newIndexes());
        }
        boolean deferrable = false;
        for (Index index : indexes) {
            List<Integer> keys = index.keys().stream().map(Index.Key::column).toList();
            boolean plain = index.unique() && index.predicateSql() == null && keys.size() == columns.size();
            if (plain && new HashSet<>(keys).equals(new HashSet<>(columns))) {
                return index;
            }
            boolean same = keys.size() == columns.size() && new HashSet<>(keys).equals(new HashSet<>(columns));
            deferrable |= same && isDeferrable(referenced, index);
        }
        if (deferrable) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "cannot use a deferrable unique constraint for referenced table \"" + referenced.name() + "\"");
        }
        throw new SqlStateException(
                SqlState.INVALID_FOREIGN_KEY,
                "there is no unique constraint matching given keys for referenced table \"" + referenced.name() + "\"");
    }

    private void requireComparable(String name, Column referencing, Column referenced) {
        int left = referenced.type().oid();
        int right = referencing.type().oid();
        boolean same = Objects.equals(left, right) || context.binding().types().isBinaryCoercible(right, left);
        if (same) {
            return;
        }
        try {
            context.binding().types().infix("=", left, right);
        } catch (SqlStateException e) {
            throw new SqlStateException(
                            SqlState.DATATYPE_MISMATCH,
                            "foreign key constraint \"" + name + "\" cannot be implemented",
                            e)
                    .withDetail("Key columns \"" + referencing.name() + "\" and \"" + referenced.name()
                            + "\" are of incompatible types: "
                            + referencing.type().sqlName() + " and "
                            + referenced.type().sqlName() + ".");
        }
    }
}
