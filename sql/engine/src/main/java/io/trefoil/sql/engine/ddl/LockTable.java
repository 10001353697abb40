package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/**
 * LOCK TABLE in PostgreSQL's eight modes. Queries without FOR UPDATE take no lock here, so no mode blocks them; {@code FOR
 * UPDATE} and its like count as ROW EXCLUSIVE.
 */
final class LockTable {
    private LockTable() {}

    static String run(TableStatement.LockTable statement, DdlContext context) {
        if (!context.inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, "LOCK TABLE can only be used in transaction blocks");
        }
        SpaceLock mode = switch (statement.mode()) {
            case ACCESS_SHARE -> SpaceLock.READ_INTENT;
            case ROW_SHARE -> SpaceLock.LOCK_INTENT;
            case ROW_EXCLUSIVE -> SpaceLock.WRITE_INTENT;
            case SHARE_UPDATE_EXCLUSIVE -> SpaceLock.MAINTENANCE;
            case SHARE -> SpaceLock.SHARED;
            case SHARE_ROW_EXCLUSIVE -> SpaceLock.SHARED_ALONE;
            case EXCLUSIVE -> SpaceLock.WRITE_ALONE;
            case ACCESS_EXCLUSIVE -> SpaceLock.EXCLUSIVE;
        };
        for (FromItem.TableItem item : statement.tables()) {
            Table table = Relations.requireTable(context, item.name());
            requireRight(context, table, statement.mode());
            try {
                context.transaction()
                        .lockSpace(table.spaceId(), mode, statement.nowait() ? LockWait.NOWAIT : LockWait.BLOCK);
            } catch (StorageException.LockNotAvailable e) {
                throw new SqlStateException(
                        SqlState.LOCK_NOT_AVAILABLE, "could not obtain lock on relation \"" + table.name() + "\"", e);
            }
            context.requireCurrentCatalog();
        }
        return "LOCK TABLE";
    }

    private static void requireRight(DdlContext context, Table table, TableStatement.LockMode mode) {
        boolean allowed = switch (mode) {
            case ACCESS_SHARE -> may(context, table, Privilege.SELECT);
            case ROW_EXCLUSIVE -> may(context, table, Privilege.INSERT) || mayChange(context, table);
            case ROW_SHARE, SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE, ACCESS_EXCLUSIVE ->
                mayChange(context, table);
        };
        if (!allowed) {
            throw Messages.denied("table", table.name());
        }
    }

    private static boolean mayChange(DdlContext context, Table table) {
        return may(context, table, Privilege.UPDATE)
                || may(context, table, Privilege.DELETE)
                || may(context, table, Privilege.TRUNCATE);
    }

    private static boolean may(DdlContext context, Table table, Privilege privilege) {
        return Privileges.allowed(context.catalog(), context.role(), table.ownerOid(), table.acl(), 0, privilege);
    }
}
