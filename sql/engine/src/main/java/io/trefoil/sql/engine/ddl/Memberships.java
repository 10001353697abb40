package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.views.PredefinedRoles;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** GRANT role TO role and REVOKE role FROM role. */
final class Memberships {
    private Memberships() {}

    /** Whether a role is a member of another, directly or not; also of itself. */
    static boolean isMember(CatalogSnapshot catalog, Role role, int otherOid) {
        return reaches(catalog, role, otherOid, new HashSet<>());
    }

    private static boolean reaches(CatalogSnapshot catalog, Role role, int otherOid, Set<Integer> seen) {
        if (role.oid() == otherOid) {
            return true;
        }
        for (Role.Membership membership : role.memberOf()) {
            if (seen.add(membership.roleOid())) {
                Role parent = catalog.role(membership.roleOid()).orElse(null);
                if (parent != null && reaches(catalog, parent, otherOid, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    static String run(RoleStatement.GrantRole statement, DdlContext context) {
        for (RoleStatement.Privilege named : statement.roles()) {
            String name = named.name();
            if (name == null || !named.columns().isEmpty()) {
                throw new SqlStateException(
                        SqlState.INVALID_GRANT_OPERATION, "column names cannot be included in GRANT/REVOKE ROLE");
            }
            Role role = PredefinedRoles.find(name).orElseGet(() -> RoleNames.require(context, name));
            requireAdmin(context, role);
            for (RoleName member : statement.members()) {
                Role found = RoleNames.require(context, member);
                Locks.definition(context, found.oid());
                Role current = context.catalog().role(found.oid()).orElse(found);
                if (statement.grant()) {
                    add(context, role, current, statement.adminOption());
                } else {
                    remove(context, role, current, statement.adminOption());
                }
            }
        }
        return statement.grant() ? "GRANT ROLE" : "REVOKE ROLE";
    }

    static void requireAdmin(DdlContext context, Role role) {
        Role own = context.role();
        if (role.superuser()) {
            Rights.requireSuperuser(context, "must be superuser to alter superusers");
            return;
        }
        boolean admin = own.superuser()
                || own.createRole()
                || own.memberOf().stream().anyMatch(m -> m.roleOid() == role.oid() && m.admin());
        if (!admin) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must have admin option on role \"" + role.name() + "\"");
        }
    }

    static void add(DdlContext context, Role role, Role member, boolean admin) {
        if (isMember(context.catalog(), role, member.oid())) {
            throw new SqlStateException(
                    SqlState.INVALID_GRANT_OPERATION,
                    "role \"" + role.name() + "\" is a member of role \"" + member.name() + "\"");
        }
        List<Role.Membership> memberships = new ArrayList<>(member.memberOf());
        for (Role.Membership old : member.memberOf()) {
            if (old.roleOid() == role.oid()) {
                if (old.admin() || !admin) {
                    Messages.notice(
                            context,
                            SqlState.SUCCESSFUL_COMPLETION,
                            "role \"" + member.name() + "\" is already a member of role \"" + role.name() + "\"");
                    return;
                }
                memberships.remove(old);
            }
        }
        memberships.add(new Role.Membership(role.oid(), admin, context.role().oid()));
        context.apply(new CatalogDelta.Builder()
                .put(withMemberships(member, memberships))
                .build());
    }

    static void remove(DdlContext context, Role role, Role member, boolean adminOnly) {
        List<Role.Membership> memberships = new ArrayList<>();
        boolean found = false;
        for (Role.Membership old : member.memberOf()) {
            if (old.roleOid() != role.oid()) {
                memberships.add(old);
            } else {
                found = true;
                if (adminOnly) {
                    memberships.add(new Role.Membership(old.roleOid(), false, old.grantorOid()));
                }
            }
        }
        if (!found) {
            Messages.warning(
                    context,
                    SqlState.WARNING,
                    "role \"" + member.name() + "\" is not a member of role \"" + role.name() + "\"");
            return;
        }
        context.apply(new CatalogDelta.Builder()
                .put(withMemberships(member, memberships))
                .build());
    }

    static Role withMemberships(Role role, List<Role.Membership> memberships) {
        return new Role(
                role.oid(),
                role.name(),
                role.superuser(),
                role.inherit(),
                role.createRole(),
                role.createDatabase(),
                role.canLogin(),
                role.replication(),
                role.bypassRowSecurity(),
                role.connectionLimit(),
                role.scramVerifier(),
                role.validUntilMicros(),
                memberships,
                role.settings());
    }
}
