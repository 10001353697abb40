package io.trefoil.sql.engine.session;

import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Locale;

/** What a read-only transaction refuses (PostgreSQL docs, SET TRANSACTION): whatever is not planned, and changes anything. */
final class ReadOnlyRules {
    private ReadOnlyRules() {}

    /** 25006 for commands that change something. LOCK TABLE changes nothing; pg_dump needs it. */
    static void check(Statement statement, boolean readOnly) {
        boolean refused = readOnly
                && !(statement instanceof TableStatement.LockTable
                        || statement instanceof CopyStatement copy && !copy.from());
        if (refused) {
            throw refusal(command(statement));
        }
    }

    static SqlStateException refusal(String command) {
        return new SqlStateException(
                SqlState.READ_ONLY_SQL_TRANSACTION, "cannot execute " + command + " in a read-only transaction");
    }

    /** INSERT, UPDATE, DELETE, SELECT FOR UPDATE ... */
    static String command(Compiled.Planned planned) {
        if (planned.statement() instanceof SelectStatement select
                && !select.locking().isEmpty()) {
            return "SELECT FOR " + select.locking().getFirst().strength().name().replace('_', ' ');
        }
        return planned.kind().name();
    }

    /** The command as its tag says it. */
    private static String command(Statement statement) {
        return switch (statement) {
            case TableStatement.Truncate truncate -> "TRUNCATE TABLE";
            case CopyStatement copy -> "COPY FROM";
            case ObjectStatement.Drop drop -> "DROP " + drop.kind().words();
            case ObjectStatement.Rename rename -> "ALTER " + rename.kind().words();
            case ObjectStatement.SetSchema move -> "ALTER " + move.kind().words();
            case ObjectStatement.SetOwner owner -> "ALTER " + owner.kind().words();
            case RoleStatement.Grant grant -> grant.grant() ? "GRANT" : "REVOKE";
            case RoleStatement.GrantRole grant -> grant.grant() ? "GRANT ROLE" : "REVOKE ROLE";
            case SchemaStatement.CreateEnum create -> "CREATE TYPE";
            case SchemaStatement.AddEnumValue alter -> "ALTER TYPE";
            case SchemaStatement.RenameEnumValue alter -> "ALTER TYPE";
            case SettingStatement.AlterRoleSetting alter -> "ALTER ROLE";
            case SettingStatement.AlterDatabaseSetting alter -> "ALTER DATABASE";
            default -> words(statement);
        };
    }

    /** CreateTableAs: CREATE TABLE AS. */
    private static String words(Statement statement) {
        String name = statement.getClass().getSimpleName();
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
