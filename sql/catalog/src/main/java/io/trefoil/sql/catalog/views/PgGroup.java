package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.types.SqlArray;

/** pg_group: roles that may not log in, with their direct members. */
final class PgGroup {
    static final ViewDefinition<Role> VIEW = ViewDefinition.of(
                    "pg_group",
                    scope -> Roles.all(scope).stream()
                            .filter(role -> !role.canLogin())
                            .toList())
            .column("groname", Role::name)
            .column("grosysid", Role::oid)
            .column("grolist", PgGroup::members);

    private PgGroup() {}

    private static SqlArray members(ViewScope scope, Role group) {
        return SqlValues.oids(scope.snapshot().roles().stream()
                .filter(role -> role.memberOf().stream().anyMatch(membership -> membership.roleOid() == group.oid()))
                .map(Role::oid)
                .toList());
    }
}
