package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.resolve.UserTypes;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The SQL functions has_table_privilege, has_schema_privilege and so on, and pg_has_role (PostgreSQL docs, "Access
 * Privilege Inquiry Functions"). A list of privileges is met by any of them. Null is SQL NULL: no such object.
 */
public final class PrivilegeInquiry {
    private static final String GRANT_OPTION = " WITH GRANT OPTION";

    private final CatalogSnapshot snapshot;
    private final int roleOid;
    private final AccessRights rights;

    /** Asks about one role; 0 is PUBLIC. */
    public PrivilegeInquiry(CatalogSnapshot snapshot, int roleOid) {
        this.snapshot = snapshot;
        this.roleOid = roleOid;
        this.rights = new AccessRights(snapshot, roleOid);
    }

    /** Whether the role may do everything. */
    public boolean isSuperuser() {
        return rights.isSuperuser();
    }

    /** One item of a list such as {@code SELECT, INSERT WITH GRANT OPTION}. */
    private record Wanted(Privilege privilege, boolean grantable) {}

    /** has_table_privilege, and has_sequence_privilege with USAGE among the privileges. */
    public @Nullable Boolean onRelation(int oid, String privileges) {
        List<Wanted> wanted = parse(privileges, Privilege.ALL_TABLE | Privilege.ALL_SEQUENCE);
        Relation relation = snapshot.relation(oid).orElse(null);
        if (relation != null) {
            return any(wanted, relation.acl(), relation.ownerOid(), bits -> rights.hasAny(relation, bits));
        }
        SystemView view = SystemViews.instance().find(oid).orElse(null);
        if (view == null) {
            return BuiltinCatalog.instance().relation(oid) == null ? null : rights.isSuperuser();
        }
        return any(
                wanted,
                null,
                Role.BOOTSTRAP_OID,
                bits -> rights.isSuperuser() || view.readableByPublic() && (bits & Privilege.SELECT.bit()) != 0);
    }

    /** has_column_privilege and has_any_column_privilege: privileges are kept for whole tables. */
    public @Nullable Boolean onColumn(int table, String privileges) {
        return onRelation(table, privileges);
    }

    /** has_schema_privilege. */
    public @Nullable Boolean onSchema(int oid, String privileges) {
        List<Wanted> wanted = parse(privileges, Privilege.ALL_SCHEMA);
        Schema schema = snapshot.schema(oid).orElse(null);
        if (schema != null) {
            return any(wanted, schema.acl(), schema.ownerOid(), bits -> rights.hasAny(schema, bits));
        }
        boolean usable = Namespaces.isSystem(oid);
        return Namespaces.nameOf(oid) == null
                ? null
                : any(
                        wanted,
                        null,
                        Role.BOOTSTRAP_OID,
                        bits -> rights.isSuperuser() || usable && (bits & Privilege.USAGE.bit()) != 0);
    }

    /** has_database_privilege. */
    public @Nullable Boolean onDatabase(int oid, String privileges) {
        List<Wanted> wanted = parse(privileges, Privilege.ALL_DATABASE);
        return snapshot.find(oid).orElse(null) instanceof Database database
                ? any(wanted, database.acl(), database.ownerOid(), bits -> rights.hasAny(database, bits))
                : null;
    }

    /** has_function_privilege: every function is PostgreSQL's own and anybody may call it. */
    public @Nullable Boolean onFunction(int oid, String privileges) {
        return onBuiltin(
                parse(privileges, Privilege.EXECUTE.bit()),
                BuiltinCatalog.instance().proc(oid) != null);
    }

    /** has_type_privilege: anybody may use any type. */
    public @Nullable Boolean onType(int oid, String privileges) {
        boolean known = BuiltinCatalog.instance().type(oid) != null
                || UserTypes.of(snapshot).find(oid) != null;
        return onBuiltin(parse(privileges, Privilege.USAGE.bit()), known);
    }

    /** has_language_privilege: anybody may use the languages there are. */
    public @Nullable Boolean onLanguage(int oid, String privileges) {
        return onBuiltin(parse(privileges, Privilege.USAGE.bit()), CatalogNames.builtinRow("pg_language", oid) != null);
    }

    /** has_tablespace_privilege: only superusers may create in the tablespaces there are. */
    public @Nullable Boolean onTablespace(int oid, String privileges) {
        List<Wanted> wanted = parse(privileges, Privilege.CREATE.bit());
        return CatalogNames.builtinRow("pg_tablespace", oid) == null
                ? null
                : any(wanted, null, Role.BOOTSTRAP_OID, bits -> rights.isSuperuser());
    }

    private @Nullable Boolean onBuiltin(List<Wanted> wanted, boolean known) {
        return known ? any(wanted, null, Role.BOOTSTRAP_OID, bits -> true) : null;
    }

    /** pg_has_role with MEMBER or USAGE, WITH ADMIN OPTION or without. */
    public Boolean hasRole(int otherOid, String privileges) {
        for (String item : privileges.split(",")) {
            String word = item.strip().toUpperCase(Locale.ROOT);
            boolean met = switch (word) {
                case "USAGE" -> rights.owns(otherOid);
                case "MEMBER" -> rights.isMemberOf(otherOid);
                case "USAGE WITH ADMIN OPTION",
                        "USAGE WITH GRANT OPTION",
                        "MEMBER WITH ADMIN OPTION",
                        "MEMBER WITH GRANT OPTION" -> isAdminOf(otherOid);
                default -> throw unrecognized(item);
            };
            if (met) {
                return true;
            }
        }
        return false;
    }

    private boolean isAdminOf(int otherOid) {
        return rights.isSuperuser()
                || snapshot.role(roleOid).stream()
                        .flatMap(role -> role.memberOf().stream())
                        .anyMatch(membership -> membership.roleOid() == otherOid && membership.admin());
    }

    private boolean any(List<Wanted> wanted, @Nullable Acl acl, int owner, IntPredicate holds) {
        for (Wanted item : wanted) {
            int bit = item.privilege().bit();
            if (item.grantable() ? rights.mayGrant(acl, owner, bit) : holds.test(bit)) {
                return true;
            }
        }
        return false;
    }

    private static List<Wanted> parse(String privileges, int possible) {
        List<Wanted> wanted = new ArrayList<>();
        for (String item : privileges.split(",")) {
            String word = item.strip().toUpperCase(Locale.ROOT);
            boolean grantable = word.endsWith(GRANT_OPTION);
            String name = grantable ? word.substring(0, word.length() - GRANT_OPTION.length()) : word;
            wanted.add(new Wanted(named(name.equals("TEMP") ? "TEMPORARY" : name, possible, item), grantable));
        }
        return wanted;
    }

    private static Privilege named(String name, int possible, String written) {
        for (Privilege privilege : Privilege.values()) {
            if (privilege.name().equals(name) && (privilege.bit() & possible) != 0) {
                return privilege;
            }
        }
        throw unrecognized(written);
    }

    private static SqlStateException unrecognized(String written) {
        return new SqlStateException(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + written.strip() + "\"");
    }
}
