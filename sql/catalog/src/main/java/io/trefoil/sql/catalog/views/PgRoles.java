package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;

/** pg_roles: pg_authid without the passwords. */
final class PgRoles {
    static final ViewDefinition<Role> VIEW = ViewDefinition.of("pg_roles", Roles::all)
            .column("rolname", Role::name)
            .column("rolsuper", Role::superuser)
            .column("rolinherit", Role::inherit)
            .column("rolcreaterole", Role::createRole)
            .column("rolcreatedb", Role::createDatabase)
            .column("rolcanlogin", Role::canLogin)
            .column("rolreplication", Role::replication)
            .column("rolconnlimit", Role::connectionLimit)
            .constant("rolpassword", "********")
            .column("rolvaliduntil", Role::validUntilMicros)
            .column("rolbypassrls", Role::bypassRowSecurity)
            .column("rolconfig", Roles::settings)
            .column("oid", Role::oid);

    private PgRoles() {}
}
