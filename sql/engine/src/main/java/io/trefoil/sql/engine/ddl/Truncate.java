package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** TRUNCATE: the tables and their indexes get new, empty key spaces. Rolls back like any other change of the catalog. */
final class Truncate {
    private Truncate() {}

    static String run(TableStatement.Truncate statement, DdlContext context) {
        Map<Integer, Table> tables = new LinkedHashMap<>();
        for (FromItem.TableItem item : statement.tables()) {
            Table table = Relations.requireTable(context, item.name());
            Privileges.require(context.catalog(), context.role(), table, Privilege.TRUNCATE);
            tables.put(table.oid(), table);
        }
        if (statement.cascade()) {
            addReferencing(context, tables);
        } else {
            requireUnreferenced(context, tables);
        }
        for (Table table : tables.values()) {
            Locks.table(context, table, SpaceLock.EXCLUSIVE);
            Locks.requireNothingPending(context, table, "TRUNCATE");
        }
        for (Table table : List.copyOf(tables.values())) {
            empty(context, Relations.current(context, table));
            if (statement.restartIdentity()) {
                for (Sequence sequence : OwnedSequences.of(context.catalog(), table.oid(), 0)) {
                    Locks.definition(context, sequence.oid());
                    SequenceCommands.restart(context, sequence.oid(), sequence.start());
                }
            }
        }
        return "TRUNCATE TABLE";
    }

    private static void empty(DdlContext context, Table table) {
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        Locks.dropSpaces(context, table);
        delta.put(table.withStorage(Locks.newSpace(context), table.primaryKey()));
        for (Index index : context.catalog().indexes(table)) {
            if (index.spaceId() != 0) {
                delta.put(index.withSpace(Locks.newSpace(context)).withState(Index.State.PUBLIC));
            }
        }
        context.apply(delta.build());
    }

    /** Level by level, in each by OID, as PostgreSQL's {@code heap_truncate_find_FKs}. */
    private static void addReferencing(DdlContext context, Map<Integer, Table> tables) {
        List<Table> found = List.copyOf(referencing(context, tables).values());
        while (!found.isEmpty()) {
            for (Table table : found) {
                Messages.notice(
                        context, SqlState.SUCCESSFUL_COMPLETION, "truncate cascades to table \"" + table.name() + "\"");
                Privileges.require(context.catalog(), context.role(), table, Privilege.TRUNCATE);
                tables.put(table.oid(), table);
            }
            found = List.copyOf(referencing(context, tables).values());
        }
    }

    /** The other tables that have foreign keys to these, by OID. */
    private static SortedMap<Integer, Table> referencing(DdlContext context, Map<Integer, Table> tables) {
        SortedMap<Integer, Table> found = new TreeMap<>();
        for (int oid : tables.keySet()) {
            for (CatalogSnapshot.Reference reference : context.catalog().references(oid)) {
                Table table = reference.table();
                if (!tables.containsKey(table.oid())) {
                    found.put(table.oid(), table);
                }
            }
        }
        return found;
    }

    private static void requireUnreferenced(DdlContext context, Map<Integer, Table> tables) {
        for (Table referenced : tables.values()) {
            for (CatalogSnapshot.Reference reference : context.catalog().references(referenced.oid())) {
                Table table = reference.table();
                if (!tables.containsKey(table.oid())) {
                    throw new SqlStateException(
                                    SqlState.FEATURE_NOT_SUPPORTED,
                                    "cannot truncate a table referenced in a foreign key constraint")
                            .withDetail("Table \"" + table.name() + "\" references \"" + referenced.name() + "\".")
                            .withHint("Truncate table \"" + table.name()
                                    + "\" at the same time, or use TRUNCATE ... CASCADE.");
                }
            }
        }
    }
}
