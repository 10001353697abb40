package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** GRANT and REVOKE of privileges on databases, schemas, tables, views and sequences. */
final class Grants {
    private final RoleStatement.Grant statement;
    private final DdlContext context;

    private Grants(RoleStatement.Grant statement, DdlContext context) {
        this.statement = statement;
        this.context = context;
    }

    static String run(RoleStatement.Grant statement, DdlContext context) {
        new Grants(statement, context).run();
        return statement.grant() ? "GRANT" : "REVOKE";
    }

    private void run() {
        if (statement.privileges().stream()
                .anyMatch(privilege -> !privilege.columns().isEmpty())) {
            throw Messages.unsupported("a privilege on columns");
        }
        List<Integer> grantees = grantees();
        for (CatalogObject object : targets()) {
            Locks.definition(context, object.oid());
            change(context.catalog().find(object.oid()).orElse(object), grantees);
        }
    }

    private List<Integer> grantees() {
        List<Integer> oids = new ArrayList<>();
        for (RoleName name : statement.grantees()) {
            boolean everybody = name.kind() == RoleName.Kind.PUBLIC;
            if (everybody && statement.grant() && statement.grantOption()) {
                throw new SqlStateException(
                        SqlState.INVALID_GRANT_OPERATION, "grant options can only be granted to roles");
            }
            oids.add(everybody ? Acl.PUBLIC : RoleNames.require(context, name).oid());
        }
        return oids;
    }

    private List<CatalogObject> targets() {
        return switch (statement.target()) {
            case RoleStatement.GrantObjects objects -> {
                List<CatalogObject> found = new ArrayList<>();
                for (ObjectStatement.ObjectName name : objects.objects()) {
                    found.add(target(objects.kind(), name.name()));
                }
                yield found;
            }
            case RoleStatement.GrantAllInSchema all -> allIn(all);
            case RoleStatement.GrantDefaults defaults -> throw Messages.unsupported("ALTER DEFAULT PRIVILEGES");
        };
    }

    private CatalogObject target(ObjectKind kind, QualifiedName name) {
        return switch (kind) {
            case TABLE -> relation(Relations.require(context, name));
            case SEQUENCE -> Relations.requireSequence(context, name);
            case SCHEMA -> Schemas.require(context, name.name());
            case DATABASE -> Databases.require(context, name.name());
            default -> throw Messages.unsupported("GRANT ON " + kind.words());
        };
    }

    private static Relation relation(Relation relation) {
        if (relation.kind() == 'i') {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is an index");
        }
        return relation;
    }

    private List<CatalogObject> allIn(RoleStatement.GrantAllInSchema all) {
        List<CatalogObject> found = new ArrayList<>();
        for (String name : all.schemas()) {
            Schema schema = Schemas.require(context, name);
            for (CatalogObject object : context.catalog().objects()) {
                boolean fits = switch (all.kind()) {
                    case TABLE -> object instanceof Table || object instanceof View;
                    case SEQUENCE -> object instanceof Sequence;
                    default -> false;
                };
                if (fits && object instanceof Relation relation && relation.schemaOid() == schema.oid()) {
                    found.add(object);
                }
            }
        }
        found.sort(Comparator.comparingInt(CatalogObject::oid));
        return found;
    }

    private void change(CatalogObject object, List<Integer> grantees) {
        switch (object) {
            case Table table -> {
                Acl acl =
                        changed(table.acl(), table.ownerOid(), Privilege.ALL_TABLE, 0, "table", table.name(), grantees);
                put(table.withAcl(acl));
            }
            case View view -> {
                Acl acl = changed(view.acl(), view.ownerOid(), Privilege.ALL_TABLE, 0, "table", view.name(), grantees);
                put(view.withAcl(acl));
            }
            case Sequence sequence ->
                put(sequence.withAcl(changed(
                        sequence.acl(),
                        sequence.ownerOid(),
                        Privilege.ALL_SEQUENCE,
                        0,
                        "sequence",
                        sequence.name(),
                        grantees)));
            case Schema schema -> {
                int toPublic = schema.name().equals("public") ? Privilege.USAGE.bit() : 0;
                put(schema.withAcl(changed(
                        schema.acl(),
                        schema.ownerOid(),
                        Privilege.ALL_SCHEMA,
                        toPublic,
                        "schema",
                        schema.name(),
                        grantees)));
            }
            case Database database ->
                put(database.withAcl(changed(
                        database.acl(),
                        database.ownerOid(),
                        Privilege.ALL_DATABASE,
                        Rights.PUBLIC_DATABASE,
                        "database",
                        database.name(),
                        grantees)));
            default -> throw new IllegalArgumentException("no privileges on " + object);
        }
    }

    private void put(CatalogObject object) {
        context.apply(new CatalogDelta.Builder().put(object).build());
    }

    private Acl changed(
            @org.jspecify.annotations.Nullable Acl old,
            int ownerOid,
            int all,
            int toPublic,
            String kind,
            String name,
            List<Integer> grantees) {
        Acl acl = AclEdit.materialized(old, ownerOid, all, toPublic);
        int wanted = privileges(all, kind);
        int grantor = grantor(acl, ownerOid, wanted);
        int allowed = grantor == ownerOid ? all : grantable(acl, grantor);
        int effective = wanted & allowed;
        boolean ofOwner = grantor == ownerOid;
        if (!ofOwner && effective == 0 && !hasAny(acl, all)) {
            throw Messages.denied(kind, name);
        }
        warnIfPartial(effective, wanted, name);
        for (int grantee : grantees) {
            acl = statement.grant()
                    ? AclEdit.grant(acl, grantee, effective, statement.grantOption(), grantor)
                    : AclEdit.revoke(
                            acl, grantee, effective, statement.grantOption(), grantor, statement.cascade(), ownerOid);
        }
        return acl;
    }

    private void warnIfPartial(int effective, int wanted, String name) {
        boolean everything = statement.privileges().size() == 1
                && statement.privileges().get(0).name() == null;
        String verb = statement.grant() ? "granted" : "revoked";
        SqlState state =
                statement.grant() ? SqlState.WARNING_PRIVILEGE_NOT_GRANTED : SqlState.WARNING_PRIVILEGE_NOT_REVOKED;
        if (effective == 0) {
            Messages.warning(
                    context,
                    state,
                    (statement.grant() ? "no privileges were granted" : "no privileges could be revoked") + " for \""
                            + name + "\"");
        } else if (!everything && effective != wanted) {
            Messages.warning(
                    context,
                    state,
                    "not all privileges " + (statement.grant() ? "were " : "could be ") + verb + " for \"" + name
                            + "\"");
        }
    }

    /** The owner, for a superuser or a member of the owner; else whichever of the own roles may grant the most. */
    private int grantor(Acl acl, int ownerOid, int wanted) {
        Role role = context.role();
        if (Rights.owns(context, ownerOid)) {
            return ownerOid;
        }
        int best = role.oid();
        int most = -1;
        Set<Integer> roles = Privileges.effectiveRoles(context.catalog(), role);
        for (int candidate : roles) {
            int count = Integer.bitCount(grantable(acl, candidate) & wanted);
            if (count > most || count == most && candidate == role.oid()) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static int grantable(Acl acl, int role) {
        return acl.items().stream()
                .filter(item -> item.granteeOid() == role)
                .mapToInt(Acl.Item::grantable)
                .reduce(0, (a, b) -> a | b);
    }

    private boolean hasAny(Acl acl, int privileges) {
        Set<Integer> roles = Privileges.effectiveRoles(context.catalog(), context.role());
        return acl.items().stream()
                .anyMatch(item -> (item.privileges() & privileges) != 0
                        && (item.granteeOid() == Acl.PUBLIC || roles.contains(item.granteeOid())));
    }

    private int privileges(int all, String kind) {
        int bits = 0;
        for (RoleStatement.Privilege named : statement.privileges()) {
            String name = named.name();
            if (name == null) {
                return all;
            }
            Privilege privilege = privilege(name);
            if ((privilege.bit() & all) == 0) {
                throw new SqlStateException(
                        SqlState.INVALID_GRANT_OPERATION, "invalid privilege type " + privilege + " for " + kind);
            }
            bits |= privilege.bit();
        }
        return bits;
    }

    private static Privilege privilege(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("TEMP")) {
            return Privilege.TEMPORARY;
        }
        for (Privilege privilege : Privilege.values()) {
            if (privilege.name().replace('_', ' ').equals(upper)) {
                return privilege;
            }
        }
        throw new SqlStateException(SqlState.SYNTAX_ERROR, "unrecognized privilege type \"" + name + "\"");
    }
}
