package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.RoleSettings;
import java.util.ArrayList;
import java.util.List;

/** pg_db_role_setting: ALTER ROLE ... SET and ALTER DATABASE ... SET. */
final class PgDbRoleSetting {
    static final ViewDefinition<RoleSettings> VIEW = ViewDefinition.of("pg_db_role_setting", PgDbRoleSetting::rows)
            .column("setdatabase", RoleSettings::databaseOid)
            .column("setrole", RoleSettings::roleOid)
            .column("setconfig", settings -> Roles.settings(settings.settings()));

    private PgDbRoleSetting() {}

    private static List<RoleSettings> rows(ViewScope scope) {
        List<RoleSettings> rows = new ArrayList<>(scope.snapshot().roleSettings());
        scope.snapshot().roles().stream()
                .filter(role -> !role.settings().isEmpty())
                .map(role -> new RoleSettings(0, 0, role.oid(), role.settings()))
                .forEach(rows::add);
        return rows;
    }
}
