package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import java.util.ArrayList;
import java.util.List;

/** information_schema.enabled_roles, applicable_roles and administrable_role_authorizations. */
final class InformationRoles {
    static final ViewDefinition<Role> ENABLED = ViewDefinition.of(
                    "enabled_roles",
                    scope -> Roles.all(scope).stream()
                            .filter(role -> scope.rights().owns(role.oid()))
                            .toList())
            .column("role_name", Role::name);

    static final ViewDefinition<Entry> APPLICABLE = memberships("applicable_roles", false);

    static final ViewDefinition<Entry> ADMINISTRABLE = memberships("administrable_role_authorizations", true);

    /** A role and one of its memberships. */
    record Entry(Role member, Role.Membership membership) {}

    private InformationRoles() {}

    private static ViewDefinition<Entry> memberships(String view, boolean administrable) {
        return ViewDefinition.of(view, scope -> entries(scope, administrable))
                .column("grantee", entry -> entry.member().name())
                .column(
                        "role_name",
                        (scope, entry) ->
                                scope.names().userName(entry.membership().roleOid()))
                .column(
                        "is_grantable",
                        entry -> SqlValues.yesOrNo(entry.membership().admin()));
    }

    private static List<Entry> entries(ViewScope scope, boolean administrable) {
        List<Entry> entries = new ArrayList<>();
        for (Role role : scope.snapshot().roles()) {
            for (Role.Membership membership : role.memberOf()) {
                if (scope.rights().owns(role.oid()) && (membership.admin() || !administrable)) {
                    entries.add(new Entry(role, membership));
                }
            }
        }
        return entries;
    }
}
