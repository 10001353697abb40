package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;

/** pg_db_role_setting: ALTER ROLE ... SET. */
final class PgDbRoleSetting {
    static final ViewDefinition<Role> VIEW = ViewDefinition.of(
                    "pg_db_role_setting",
                    scope -> scope.snapshot().roles().stream()
                            .filter(role -> !role.settings().isEmpty())
                            .toList())
            .constant("setdatabase", 0)
            .column("setrole", Role::oid)
            .column("setconfig", Roles::settings);

    private PgDbRoleSetting() {}
}
