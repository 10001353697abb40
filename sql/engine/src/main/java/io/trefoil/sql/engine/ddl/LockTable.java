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

/** LOCK TABLE. PostgreSQL's eight modes become the store's four; queries without FOR UPDATE are never blocked. */
final class LockTable {
    private LockTable() {}

    static String run(TableStatement.LockTable statement, DdlContext context) {
        if (!context.inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, "LOCK TABLE can only be used in transaction blocks");
        }
        SpaceLock mode = switch (statement.mode()) {
            case ACCESS_SHARE, ROW_SHARE -> SpaceLock.READ_INTENT;
            case ROW_EXCLUSIVE -> SpaceLock.WRITE_INTENT;
            case SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE -> SpaceLock.SHARED;
            case EXCLUSIVE, ACCESS_EXCLUSIVE -> SpaceLock.EXCLUSIVE;
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
        boolean weak = mode == TableStatement.LockMode.ACCESS_SHARE;
        boolean allowed = may(context, table, Privilege.UPDATE)
                || may(context, table, Privilege.DELETE)
                || may(context, table, Privilege.TRUNCATE)
                || weak && may(context, table, Privilege.SELECT)
                || mode == TableStatement.LockMode.ROW_EXCLUSIVE && may(context, table, Privilege.INSERT);
        if (!allowed) {
            throw Messages.denied("table", table.name());
        }
    }

    private static boolean may(DdlContext context, Table table, Privilege privilege) {
        return Privileges.allowed(context.catalog(), context.role(), table.ownerOid(), table.acl(), 0, privilege);
    }
}
