package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;

/** pg_user and pg_shadow: roles that may log in. */
final class PgUser {
    static final ViewDefinition<Role> VIEW = users("pg_user").constant("passwd", "********");

    static final ViewDefinition<Role> SHADOW = users("pg_shadow").column("passwd", Role::scramVerifier);

    private PgUser() {}

    private static ViewDefinition<Role> users(String name) {
        return ViewDefinition.of(
                        name,
                        scope ->
                                Roles.all(scope).stream().filter(Role::canLogin).toList())
                .column("usename", Role::name)
                .column("usesysid", Role::oid)
                .column("usecreatedb", Role::createDatabase)
                .column("usesuper", Role::superuser)
                .column("userepl", Role::replication)
                .column("usebypassrls", Role::bypassRowSecurity)
                .column("valuntil", Role::validUntilMicros)
                .column("useconfig", Roles::settings);
    }
}
