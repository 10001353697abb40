package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ALTER ROLE ... [IN DATABASE ...] SET and ALTER DATABASE ... SET: what sessions start with. */
final class SettingDefaults {
    private SettingDefaults() {}

    static String ofRole(SettingStatement.AlterRoleSetting statement, DdlContext context) {
        RoleName name = statement.role();
        Role role = name == null ? null : RoleNames.require(context, name);
        if (role != null) {
            requireAlter(context, role);
            Locks.definition(context, role.oid());
        }
        String databaseName = statement.database();
        Database database = databaseName == null ? null : database(context, databaseName);
        if (role == null && database != null) {
            Rights.requireOwner(context, database.ownerOid(), "database", database.name());
        }
        if (role == null && database == null) {
            Rights.requireSuperuser(context, "must be superuser to alter settings globally");
        }
        change(context, database, role, statement.setting());
        return "ALTER ROLE";
    }

    static String ofDatabase(SettingStatement.AlterDatabaseSetting statement, DdlContext context) {
        Database database = database(context, statement.database());
        Rights.requireOwner(context, database.ownerOid(), "database", database.name());
        change(context, database, null, statement.setting());
        return "ALTER DATABASE";
    }

    private static void requireAlter(DdlContext context, Role role) {
        Role own = context.role();
        if (role.superuser()) {
            Rights.requireSuperuser(context, "must be superuser to alter superusers");
        } else if (!own.superuser() && !own.createRole() && own.oid() != role.oid()) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied");
        }
    }

    private static Database database(DdlContext context, String name) {
        Database found = context.catalog()
                .database(name)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist"));
        Locks.definition(context, found.oid());
        return found;
    }

    private static void change(
            DdlContext context, @Nullable Database database, @Nullable Role role, SettingStatement setting) {
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        if (database == null && role != null) {
            Role current = RoleCommands.currentRole(context, role);
            delta.put(RoleCommands.withSettings(current, changed(context, current.settings(), setting)));
        } else {
            int databaseOid = database == null ? 0 : database.oid();
            int roleOid = role == null ? 0 : role.oid();
            if (databaseOid == 0) {
                Locks.definition(context, 0);
            }
            RoleSettings before = find(context, databaseOid, roleOid);
            Map<String, String> after = changed(context, before.settings(), setting);
            if (!after.isEmpty()) {
                int oid = before.oid() == 0 ? context.catalogStore().nextOid() : before.oid();
                delta.put(new RoleSettings(oid, databaseOid, roleOid, after));
            } else if (before.oid() != 0) {
                delta.remove(before.oid());
            }
        }
        context.apply(delta.build());
    }

    private static RoleSettings find(DdlContext context, int databaseOid, int roleOid) {
        for (RoleSettings settings : context.catalog().roleSettings()) {
            if (settings.databaseOid() == databaseOid && settings.roleOid() == roleOid) {
                return settings;
            }
        }
        return new RoleSettings(0, databaseOid, roleOid, Map.of());
    }

    private static Map<String, String> changed(
            DdlContext context, Map<String, String> before, SettingStatement setting) {
        Map<String, String> after = new LinkedHashMap<>(before);
        switch (setting) {
            case SettingStatement.Set set -> after.put(name(context, set.name()), context.settingValue(set));
            case SettingStatement.SetFromCurrent current ->
                after.put(
                        name(context, current.name()),
                        String.valueOf(context.execution().functions().setting(current.name())));
            case SettingStatement.SetDefault reset -> after.remove(name(context, reset.name()));
            case SettingStatement.Reset reset -> after.remove(name(context, reset.name()));
            case SettingStatement.ResetAll all -> after.keySet().removeIf(context::maySet);
            case SettingStatement.Show other -> throw unexpected();
            case SettingStatement.ShowAll other -> throw unexpected();
            case SettingStatement.ShowSavepointStatus other -> throw unexpected();
            case SettingStatement.AlterRoleSetting other -> throw unexpected();
            case SettingStatement.AlterDatabaseSetting other -> throw unexpected();
            case SettingStatement.AlterSystem other -> throw unexpected();
        }
        return after;
    }

    private static String name(DdlContext context, String name) {
        return context.requireSettable(name);
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("the grammar takes only SET and RESET here");
    }
}
