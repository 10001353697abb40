package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a role may do: the rules behind has_table_privilege and its kin (PostgreSQL docs, "Privileges"). */
public final class AccessRights {
    /** What PUBLIC may do with a database when nothing was granted or revoked. */
    private static final int PUBLIC_DATABASE = Privilege.CONNECT.bit() | Privilege.TEMPORARY.bit();

    private final CatalogSnapshot snapshot;
    private final int roleOid;
    private final boolean superuser;
    private final Set<Integer> roles;

    /** The rights of a role together with the roles whose rights it inherits. */
    public AccessRights(CatalogSnapshot snapshot, int roleOid) {
        this.snapshot = snapshot;
        this.roleOid = roleOid;
        this.superuser = snapshot.role(roleOid).map(Role::superuser).orElse(false);
        this.roles = rolesOf(snapshot, roleOid);
    }

    private static Set<Integer> rolesOf(CatalogSnapshot snapshot, int roleOid) {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(roleOid);
        while (!open.isEmpty()) {
            int oid = open.remove();
            Role role = snapshot.role(oid).orElse(null);
            if (found.add(oid) && role != null && role.inherit()) {
                role.memberOf().forEach(membership -> open.add(membership.roleOid()));
            }
        }
        return found;
    }

    public boolean isSuperuser() {
        return superuser;
    }

    /** Whether the role is the owner, inherits from it, or is a superuser. */
    public boolean owns(int ownerOid) {
        return superuser || roles.contains(ownerOid);
    }

    /** The roles whose rights the role has, itself included. */
    public Set<Integer> roles() {
        return Set.copyOf(roles);
    }

    /** Whether the role has any of these privileges on a table, view or sequence. */
    public boolean hasAny(Relation relation, int privileges) {
        return hasAny(relation.acl(), relation.ownerOid(), 0, privileges);
    }

    /** Anybody may use the schema public, and create in it who may create in its database. */
    public boolean hasAny(Schema schema, int privileges) {
        boolean isPublic = schema.name().equals("public");
        if (hasAny(schema.acl(), schema.ownerOid(), isPublic ? Privilege.USAGE.bit() : 0, privileges)) {
            return true;
        }
        return isPublic
                && (privileges & Privilege.CREATE.bit()) != 0
                && snapshot.find(schema.databaseOid()).orElse(null) instanceof Database database
                && hasAny(database, Privilege.CREATE.bit());
    }

    public boolean hasAny(Database database, int privileges) {
        return hasAny(database.acl(), database.ownerOid(), PUBLIC_DATABASE, privileges);
    }

    /** Whether the role may grant any of these privileges on; the owner always may. */
    public boolean mayGrant(@Nullable Acl acl, int ownerOid, int privileges) {
        if (owns(ownerOid)) {
            return true;
        }
        return acl != null
                && acl.items().stream()
                        .anyMatch(item -> roles.contains(item.granteeOid()) && (item.grantable() & privileges) != 0);
    }

    private boolean hasAny(@Nullable Acl acl, int ownerOid, int publicByDefault, int privileges) {
        if (superuser) {
            return true;
        }
        if (acl == null) {
            return roles.contains(ownerOid) || (publicByDefault & privileges) != 0;
        }
        for (Acl.Item item : acl.items()) {
            boolean applies = item.granteeOid() == Acl.PUBLIC || roles.contains(item.granteeOid());
            if (applies && (item.privileges() & privileges) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the role is a member of another one, directly or not; every role is a member of itself. */
    public boolean isMemberOf(int otherOid) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(roleOid);
        while (!open.isEmpty()) {
            int oid = open.remove();
            if (oid == otherOid) {
                return true;
            }
            if (seen.add(oid)) {
                snapshot.role(oid)
                        .ifPresent(role -> role.memberOf().forEach(membership -> open.add(membership.roleOid())));
            }
        }
        return superuser;
    }
}
