package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what (PostgreSQL docs, "Privileges"). */
public final class Privileges {
    private Privileges() {}

    /** 42501 unless the role may do this to the relation. */
    public static void require(CatalogSnapshot catalog, Role role, Relation relation, Privilege privilege) {
        if (!allowed(catalog, role, relation.ownerOid(), relation.acl(), 0, privilege)) {
            String kind = switch (relation.kind()) {
                case 'S' -> "sequence";
                case 'v' -> "view";
                case 'i' -> "index";
                default -> "table";
            };
            throw denied(kind, relation.name());
        }
    }

    /** {@code permission denied for table t}. */
    public static SqlStateException denied(String kind, String name) {
        return new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for " + kind + " " + name);
    }

    /**
     * Whether a role has a privilege on an object.
     *
     * @param acl what was granted; null for the default: everything to the owner, {@code publicDefault} to PUBLIC
     */
    public static boolean allowed(
            CatalogSnapshot catalog,
            Role role,
            int ownerOid,
            @Nullable Acl acl,
            int publicDefault,
            Privilege privilege) {
        if (role.superuser()) {
            return true;
        }
        Set<Integer> roles = effectiveRoles(catalog, role);
        if (acl == null) {
            return roles.contains(ownerOid) || (publicDefault & privilege.bit()) != 0;
        }
        for (Acl.Item item : acl.items()) {
            boolean granted = (item.privileges() & privilege.bit()) != 0;
            if (granted && (item.granteeOid() == Acl.PUBLIC || roles.contains(item.granteeOid()))) {
                return true;
            }
        }
        return false;
    }

    /** 42501 unless the role may look into a schema. Everybody may use public and the system's schemas. */
    public static void requireUsage(CatalogSnapshot catalog, Role role, int schemaOid) {
        Schema schema = catalog.schema(schemaOid).orElse(null);
        if (schema != null && !mayUse(catalog, role, schema)) {
            throw denied("schema", schema.name());
        }
    }

    /** Whether the role has USAGE on a schema. */
    public static boolean mayUse(CatalogSnapshot catalog, Role role, Schema schema) {
        int byDefault = schema.name().equals("public") ? Privilege.USAGE.bit() : 0;
        return allowed(catalog, role, schema.ownerOid(), schema.acl(), byDefault, Privilege.USAGE);
    }

    /** Whether the role is, or is a member of, the owner; 42501 {@code must be owner of table t} otherwise. */
    public static void requireOwner(CatalogSnapshot catalog, Role role, int ownerOid, String kind, String name) {
        if (!role.superuser() && !effectiveRoles(catalog, role).contains(ownerOid)) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of " + kind + " " + name);
        }
    }

    /** The role and all roles whose privileges it inherits. */
    public static Set<Integer> effectiveRoles(CatalogSnapshot catalog, Role role) {
        Set<Integer> all = new HashSet<>();
        collect(catalog, role, all);
        return all;
    }

    private static void collect(CatalogSnapshot catalog, Role role, Set<Integer> all) {
        if (all.add(role.oid()) && role.inherit()) {
            for (Role.Membership membership : role.memberOf()) {
                catalog.role(membership.roleOid()).ifPresent(parent -> collect(catalog, parent, all));
            }
        }
    }
}
