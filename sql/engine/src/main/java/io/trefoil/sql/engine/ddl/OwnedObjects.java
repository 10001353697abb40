package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** REASSIGN OWNED and DROP OWNED, in the session's database. */
final class OwnedObjects {
    private OwnedObjects() {}

    static String reassign(RoleStatement.ReassignOwned statement, DdlContext context) {
        Role owner = RoleNames.require(context, statement.newOwner());
        for (RoleName name : statement.roles()) {
            Role role = member(context, name, "reassign objects");
            for (CatalogObject object : ofRole(context, role)) {
                switch (object) {
                    case Index index -> {}
                    case Sequence sequence when sequence.ownedByTable() != 0 -> {}
                    case Relation relation -> Owners.relation(context, relation, owner);
                    case Schema schema -> put(context, Owners.owned(schema, owner));
                    case UserType type -> put(context, type.withOwner(owner.oid()));
                    case Database database -> put(context, Owners.owned(database, owner));
                    case Role other -> {}
                    case Extension extension -> {}
                    case RoleSettings settings -> {}
                }
            }
        }
        return "REASSIGN OWNED";
    }

    private static void put(DdlContext context, CatalogObject object) {
        Locks.definition(context, object.oid());
        context.apply(new CatalogDelta.Builder().put(object).build());
    }

    private static Role member(DdlContext context, RoleName name, String what) {
        Role role = RoleNames.require(context, name);
        if (!context.role().superuser() && !Memberships.isMember(context.catalog(), context.role(), role.oid())) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to " + what);
        }
        return role;
    }

    /** What a role owns here, by OID; databases are everywhere. */
    private static List<CatalogObject> ofRole(DdlContext context, Role role) {
        List<CatalogObject> found = new ArrayList<>();
        for (CatalogObject object : context.catalog().objects()) {
            boolean owned = switch (object) {
                case Relation relation -> relation.ownerOid() == role.oid() && isHere(context, relation.schemaOid());
                case UserType type -> type.ownerOid() == role.oid() && isHere(context, type.schemaOid());
                case Schema schema -> schema.ownerOid() == role.oid() && schema.databaseOid() == context.databaseOid();
                case Database database -> database.ownerOid() == role.oid();
                case Role other -> false;
                case Extension extension -> false;
                case RoleSettings settings -> false;
            };
            if (owned) {
                found.add(object);
            }
        }
        found.sort(Comparator.comparingInt(CatalogObject::oid));
        return found;
    }

    private static boolean isHere(DdlContext context, int schemaOid) {
        return context.catalog()
                .schema(schemaOid)
                .map(schema -> schema.databaseOid() == context.databaseOid())
                .orElse(false);
    }

    static String drop(RoleStatement.DropOwned statement, DdlContext context) {
        for (RoleName name : statement.roles()) {
            Role role = member(context, name, "drop objects");
            DropPlan plan = new DropPlan(context);
            for (CatalogObject object : ofRole(context, role)) {
                switch (object) {
                    case Index index -> {}
                    case Sequence sequence when sequence.ownedByTable() != 0 -> {}
                    case Database database -> {}
                    default -> plan.add(object);
                }
            }
            plan.lock();
            if (!statement.cascade()) {
                plan.requireNoDependents("");
            }
            plan.announce();
            plan.apply();
            revokeAll(context, role);
        }
        return "DROP OWNED";
    }

    private static void revokeAll(DdlContext context, Role role) {
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        for (CatalogObject object : context.catalog().objects()) {
            @Nullable
            CatalogObject changed = switch (object) {
                case Table table -> mentions(table.acl(), role) ? table.withAcl(without(table.acl(), role)) : null;
                case Sequence sequence ->
                    mentions(sequence.acl(), role) ? sequence.withAcl(without(sequence.acl(), role)) : null;
                case View view -> mentions(view.acl(), role) ? view.withAcl(without(view.acl(), role)) : null;
                case Schema schema -> mentions(schema.acl(), role) ? schema.withAcl(without(schema.acl(), role)) : null;
                case Database database ->
                    mentions(database.acl(), role) ? database.withAcl(without(database.acl(), role)) : null;
                case Index other -> null;
                case Role other -> null;
                case UserType other -> null;
                case Extension other -> null;
                case RoleSettings other -> null;
            };
            if (changed != null) {
                delta.put(changed);
            }
        }
        context.apply(delta.build());
    }

    private static boolean mentions(@Nullable Acl acl, Role role) {
        return acl != null && acl.items().stream().anyMatch(item -> item.granteeOid() == role.oid());
    }

    private static @Nullable Acl without(@Nullable Acl acl, Role role) {
        return acl == null
                ? null
                : new Acl(acl.items().stream()
                        .filter(item -> item.granteeOid() != role.oid())
                        .toList());
    }
}
