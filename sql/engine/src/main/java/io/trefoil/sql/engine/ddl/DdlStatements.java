package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.parser.ast.MaintenanceStatement;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The door of DDL: runs a statement of definition and answers its command tag. */
public final class DdlStatements {
    private DdlStatements() {}

    /** Runs a statement; 0A000 for one that is not a definition known here. */
    public static String run(Statement statement, DdlContext context) {
        return switch (statement) {
            case TableStatement table -> table(table, context);
            case SchemaStatement schema -> schema(schema, context);
            case RoleStatement role -> role(role, context);
            case ObjectStatement object -> object(object, context);
            case MaintenanceStatement maintenance -> Maintenance.run(maintenance, context);
            case SettingStatement.AlterRoleSetting setting -> SettingDefaults.ofRole(setting, context);
            case SettingStatement.AlterDatabaseSetting setting -> SettingDefaults.ofDatabase(setting, context);
            case SelectStatement select -> CreateTableAs.into(select, context);
            default -> throw unsupported(statement);
        };
    }

    private static String table(TableStatement statement, DdlContext context) {
        return switch (statement) {
            case TableStatement.CreateTable create -> CreateTable.run(create, context);
            case TableStatement.CreateTableAs create -> CreateTableAs.run(create, context);
            case TableStatement.CreateView create -> CreateView.run(create, context);
            case TableStatement.CreateIndex create -> CreateIndex.run(create, context);
            case TableStatement.AlterTable alter -> AlterTable.run(alter, context);
            case TableStatement.Truncate truncate -> Truncate.run(truncate, context);
            case TableStatement.LockTable lock -> LockTable.run(lock, context);
            case TableStatement.CreateMaterializedView other -> throw unsupported(other);
            case TableStatement.RefreshMaterializedView other -> throw unsupported(other);
        };
    }

    private static String schema(SchemaStatement statement, DdlContext context) {
        return switch (statement) {
            case SchemaStatement.CreateDatabase create -> Databases.create(create, context);
            case SchemaStatement.AlterDatabase alter -> Databases.alter(alter, context);
            case SchemaStatement.DropDatabase drop -> Databases.drop(drop, context);
            case SchemaStatement.CreateSchema create -> Schemas.create(create, context);
            case SchemaStatement.CreateSequence create -> SequenceCommands.create(create, context);
            case SchemaStatement.AlterSequence alter -> SequenceCommands.alter(alter, context);
            case SchemaStatement.CreateEnum create -> EnumCommands.create(create, context);
            case SchemaStatement.AddEnumValue add -> EnumCommands.addValue(add, context);
            case SchemaStatement.RenameEnumValue rename -> EnumCommands.renameValue(rename, context);
            case SchemaStatement.CreateExtension create -> TypeCommands.createExtension(create, context);
            default -> throw unsupported(statement);
        };
    }

    private static String role(RoleStatement statement, DdlContext context) {
        return switch (statement) {
            case RoleStatement.CreateRole create -> RoleCommands.create(create, context);
            case RoleStatement.AlterRole alter -> RoleCommands.alter(alter, context);
            case RoleStatement.AlterGroup alter -> RoleCommands.alterGroup(alter, context);
            case RoleStatement.DropRole drop -> RoleCommands.drop(drop, context);
            case RoleStatement.Grant grant -> Grants.run(grant, context);
            case RoleStatement.ReassignOwned reassign -> OwnedObjects.reassign(reassign, context);
            case RoleStatement.DropOwned drop -> OwnedObjects.drop(drop, context);
            case RoleStatement.GrantRole grant -> Memberships.run(grant, context);
            default -> throw unsupported(statement);
        };
    }

    private static String object(ObjectStatement statement, DdlContext context) {
        return switch (statement) {
            case ObjectStatement.Drop drop -> DropCommand.run(drop, context);
            case ObjectStatement.Comment comment -> Comments.run(comment, context);
            case ObjectStatement.Rename rename -> Renames.run(rename, context);
            case ObjectStatement.SetSchema move -> Moves.run(move, context);
            case ObjectStatement.SetOwner owner -> Owners.run(owner, context);
        };
    }

    /** CreateFunction: "CREATE FUNCTION is not supported". */
    private static SqlStateException unsupported(Statement statement) {
        String words = statement.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return new SqlStateException(
                SqlState.FEATURE_NOT_SUPPORTED, words.toUpperCase(java.util.Locale.ROOT) + " is not supported");
    }
}
