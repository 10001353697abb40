package io.trefoil.sql.engine.session;

import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.MaintenanceStatement;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.parser.ast.RoutineStatement;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.parser.ast.TransactionStatement;

/** Which statements leave nothing behind when their transaction is rolled back, so that the server may run them again. */
final class Repeatable {
    private Repeatable() {}

    static boolean is(Statement statement) {
        return switch (statement) {
            case SelectStatement select -> true;
            case DataModification modification -> true;
            case ExplainStatement explain -> true;
            case TransactionStatement transaction -> true;
            case SettingStatement setting -> !(setting instanceof SettingStatement.AlterSystem);
            case TableStatement table -> !(table instanceof TableStatement.CreateIndex index && index.concurrently());
            case ObjectStatement object -> !(object instanceof ObjectStatement.Drop drop && drop.concurrently());
            case RoutineStatement routine -> true;
            case RoleStatement role -> true;
            case SchemaStatement schema ->
                !(schema instanceof SchemaStatement.CreateDatabase || schema instanceof SchemaStatement.DropDatabase);
            // Prepared statements and cursors belong to the session; EXECUTE only uses them.
            case SessionStatement session ->
                session instanceof SessionStatement.Execute
                        || session instanceof SessionStatement.Listen
                        || session instanceof SessionStatement.Unlisten
                        || session instanceof SessionStatement.Notify;
            case CopyStatement copy -> false;
            case MaintenanceStatement maintenance -> false;
        };
    }
}
