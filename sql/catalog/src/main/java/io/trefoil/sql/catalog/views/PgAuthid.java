package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;

/** pg_authid: roles with their password verifiers; for superusers only. */
final class PgAuthid {
    static final ViewDefinition<Role> VIEW = ViewDefinition.of("pg_authid", Roles::all)
            .column("oid", Role::oid)
            .column("rolname", Role::name)
            .column("rolsuper", Role::superuser)
            .column("rolinherit", Role::inherit)
            .column("rolcreaterole", Role::createRole)
            .column("rolcreatedb", Role::createDatabase)
            .column("rolcanlogin", Role::canLogin)
            .column("rolreplication", Role::replication)
            .column("rolbypassrls", Role::bypassRowSecurity)
            .column("rolconnlimit", Role::connectionLimit)
            .column("rolpassword", Role::scramVerifier)
            .column("rolvaliduntil", Role::validUntilMicros);

    private PgAuthid() {}
}
