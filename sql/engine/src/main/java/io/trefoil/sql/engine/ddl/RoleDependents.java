package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps a role from being dropped: objects that it owns, and privileges that it was granted. */
final class RoleDependents {
    private RoleDependents() {}

    /** 2BP01 when anything depends on the role. */
    static void requireNone(DdlContext context, Role role) {
        List<String> lines = new ArrayList<>();
        int elsewhere = 0;
        List<CatalogObject> objects = new ArrayList<>(context.catalog().objects());
        objects.sort(Comparator.comparingInt(CatalogObject::oid));
        for (CatalogObject object : objects) {
            String line = line(context, role, object);
            if (line != null && isElsewhere(context, object)) {
                elsewhere++;
            } else if (line != null) {
                lines.add(line);
            }
        }
        if (elsewhere > 0) {
            lines.add(elsewhere + (elsewhere == 1 ? " object in another database" : " objects in other databases"));
        }
        if (!lines.isEmpty()) {
            throw new SqlStateException(
                            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                            "role \"" + role.name() + "\" cannot be dropped because some objects depend on it")
                    .withDetail(String.join("\n", lines));
        }
    }

    private static boolean isElsewhere(DdlContext context, CatalogObject object) {
        int schema = switch (object) {
            case Relation relation -> relation.schemaOid();
            case UserType type -> type.schemaOid();
            case Schema own -> own.oid();
            default -> 0;
        };
        return schema != 0
                && context.catalog()
                        .schema(schema)
                        .map(s -> s.databaseOid() != context.databaseOid())
                        .orElse(false);
    }

    private static @Nullable String line(DdlContext context, Role role, CatalogObject object) {
        return switch (object) {
            case Index index -> null;
            case Relation relation ->
                line(
                        role,
                        relation.ownerOid(),
                        relation.acl(),
                        Rights.kind(relation) + " " + ObjectNames.relation(context, relation));
            case Schema schema -> line(role, schema.ownerOid(), schema.acl(), "schema " + schema.name());
            case Database database -> line(role, database.ownerOid(), database.acl(), "database " + database.name());
            case UserType type -> line(role, type.ownerOid(), null, "type " + type.name());
            case Role other -> null;
            case Extension extension -> null;
            case RoleSettings settings -> null;
        };
    }

    private static @Nullable String line(Role role, int owner, @Nullable Acl acl, String what) {
        if (owner == role.oid()) {
            return "owner of " + what;
        }
        boolean granted = acl != null
                && acl.items().stream()
                        .anyMatch(item -> item.granteeOid() == role.oid() || item.grantorOid() == role.oid());
        return granted ? "privileges for " + what : null;
    }
}
