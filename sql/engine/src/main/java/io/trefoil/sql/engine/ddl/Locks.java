package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Locks of definitions. Names and definitions are locked through keys of the catalog's space that are never written:
 * {@code N parent name} for a name to be given, {@code L oid} for an object to be changed. Whoever gets a lock and finds
 * that the catalog has moved on meanwhile looks at it anew.
 */
final class Locks {
    private static final byte NAME = 'N';
    private static final byte OBJECT = 'L';

    private Locks() {}

    /** Keeps others from making an object of this name; {@code parentOid} is that of the schema, database or 0. */
    static void name(DdlContext context, int parentOid, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] key = ByteBuffer.allocate(5 + text.length)
                .put(NAME)
                .putInt(parentOid)
                .put(text)
                .array();
        context.statement().lock(Spaces.CATALOG, key, LockMode.UPDATE, LockWait.BLOCK);
        context.requireCurrentCatalog();
    }

    /** Keeps others from changing or dropping an object. */
    static void definition(DdlContext context, int oid) {
        object(context, oid, LockMode.UPDATE);
    }

    /** Keeps others from dropping or changing an object that something new is going to depend on. */
    static void use(DdlContext context, int oid) {
        object(context, oid, LockMode.KEY_SHARE);
    }

    private static void object(DdlContext context, int oid, LockMode mode) {
        context.statement().lock(Spaces.CATALOG, definitionKey(oid), mode, LockWait.BLOCK);
        context.requireCurrentCatalog();
    }

    static byte[] definitionKey(int oid) {
        return ByteBuffer.allocate(5).put(OBJECT).putInt(oid).array();
    }

    /** Keeps others from writing to a table, or (EXCLUSIVE) from anything that takes a lock on it. */
    static void table(DdlContext context, Table table, SpaceLock mode) {
        definition(context, table.oid());
        context.transaction().lockSpace(table.spaceId(), mode, LockWait.BLOCK);
        context.requireCurrentCatalog();
    }

    /** Before a table is changed, what its constraints have put off is looked at; 55006 when it is violated. */
    static void requireNothingPending(DdlContext context, Table table, String command) {
        ExecutionContext execution = context.execution();
        if (!execution.deferred().isPending(table.oid())) {
            return;
        }
        try {
            context.compiler().deferredConstraints().check(subject -> subject.changed() == table.oid(), execution);
        } catch (SqlStateException violated) {
            throw new SqlStateException(
                    SqlState.OBJECT_IN_USE,
                    "cannot " + command + " \"" + table.name() + "\" because it has pending trigger events",
                    violated);
        }
    }

    /** Drops the content of a table and its indexes when the transaction commits. */
    static void dropSpaces(DdlContext context, Table table) {
        dropSpace(context, table.spaceId());
        for (Index index : context.catalog().indexes(table)) {
            if (index.spaceId() != 0) {
                dropSpace(context, index.spaceId());
            }
        }
    }

    static void dropSpace(DdlContext context, int space) {
        context.transaction().lockSpace(space, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
        context.transaction().dropSpace(space);
    }

    /** A new key space that nobody else can know of yet; its keys need no locks of their own. */
    static int newSpace(DdlContext context) {
        int space = context.store().allocateSpace();
        context.transaction().lockSpace(space, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
        return space;
    }
}
