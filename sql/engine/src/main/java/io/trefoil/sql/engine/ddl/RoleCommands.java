package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP of roles. */
final class RoleCommands {
    private RoleCommands() {}

    /** The attributes of a role while options are read. */
    private static final class Draft {
        private boolean superuser;
        private boolean inherit = true;
        private boolean createRole;
        private boolean createDatabase;
        private boolean canLogin;
        private boolean replication;
        private boolean bypass;
        private int connectionLimit = -1;
        private @Nullable String verifier;
        private @Nullable Long validUntil;
        private final List<RoleName> parents = new ArrayList<>();
        private final List<RoleName> members = new ArrayList<>();
        private final List<RoleName> admins = new ArrayList<>();

        static Draft of(Role role) {
            Draft draft = new Draft();
            draft.superuser = role.superuser();
            draft.inherit = role.inherit();
            draft.createRole = role.createRole();
            draft.createDatabase = role.createDatabase();
            draft.canLogin = role.canLogin();
            draft.replication = role.replication();
            draft.bypass = role.bypassRowSecurity();
            draft.connectionLimit = role.connectionLimit();
            draft.verifier = role.scramVerifier();
            draft.validUntil = role.validUntilMicros();
            return draft;
        }

        Role build(int oid, String name, List<Role.Membership> memberOf, Map<String, String> settings) {
            return new Role(
                    oid,
                    name,
                    superuser,
                    inherit,
                    createRole,
                    createDatabase,
                    canLogin,
                    replication,
                    bypass,
                    connectionLimit,
                    verifier,
                    validUntil,
                    memberOf,
                    settings);
        }
    }

    static String create(RoleStatement.CreateRole statement, DdlContext context) {
        String name = statement.name();
        requireUsableName(name);
        Draft draft = new Draft();
        draft.canLogin = statement.word() == RoleStatement.RoleWord.USER;
        read(draft, statement.options(), context);
        requireRight(context, draft, "create");
        Locks.name(context, 0, name);
        if (context.catalog().role(name).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
        }
        Role role = draft.build(Oids.next(context), name, List.of(), Map.of());
        context.apply(new CatalogDelta.Builder().put(role).build());
        for (RoleName parent : draft.parents) {
            Role found = RoleNames.require(context, parent);
            Memberships.requireAdmin(context, found);
            Memberships.add(context, found, current(context, role), false);
        }
        draft.members.forEach(member -> Memberships.add(context, role, RoleNames.require(context, member), false));
        draft.admins.forEach(member -> Memberships.add(context, role, RoleNames.require(context, member), true));
        return "CREATE ROLE";
    }

    private static Role current(DdlContext context, Role role) {
        return context.catalog().role(role.oid()).orElse(role);
    }

    static void requireUsableName(String name) {
        if (name.equals("public") || name.equals("none")) {
            throw new SqlStateException(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
        }
        if (name.startsWith("pg_")) {
            throw new SqlStateException(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved")
                    .withDetail("Role names starting with \"pg_\" are reserved.");
        }
    }

    private static void requireRight(DdlContext context, Draft draft, String verb) {
        if (context.role().superuser()) {
            return;
        }
        if (draft.superuser) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to " + verb + " superusers");
        }
        if (draft.replication) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to " + verb + " replication users");
        }
        if (draft.bypass) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to " + verb + " bypassrls users");
        }
        if (verb.equals("create") && !context.role().createRole()) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to create role");
        }
    }

    private static void read(Draft draft, List<Option> options, DdlContext context) {
        Set<String> seen = new HashSet<>();
        for (Option option : options) {
            if (!seen.add(option.name())) {
                throw Messages.at(
                        context, SqlState.SYNTAX_ERROR, "conflicting or redundant options", option.position());
            }
            boolean on = !"false".equals(option.text());
            switch (option.name()) {
                case "superuser" -> draft.superuser = on;
                case "inherit" -> draft.inherit = on;
                case "createrole" -> draft.createRole = on;
                case "createdb" -> draft.createDatabase = on;
                case "canlogin" -> draft.canLogin = on;
                case "isreplication" -> draft.replication = on;
                case "bypassrls" -> draft.bypass = on;
                case "connectionlimit" -> draft.connectionLimit = limit(option);
                case "password" -> draft.verifier = verifier(option.text(), context);
                case "validUntil" ->
                    draft.validUntil = (Long) SqlTypes.TIMESTAMPTZ.parse(
                            String.valueOf(option.text()), -1, context.binding().textFormat());
                case "sysid" ->
                    Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, "SYSID can no longer be specified");
                case "addroleto" -> draft.parents.addAll(roles(option));
                case "rolemembers" -> draft.members.addAll(roles(option));
                case "adminmembers" -> draft.admins.addAll(roles(option));
                default ->
                    throw new SqlStateException(
                            SqlState.SYNTAX_ERROR, "unrecognized role option \"" + option.name() + "\"");
            }
        }
    }

    private static int limit(Option option) {
        int value = Integer.parseInt(String.valueOf(option.text()));
        if (value < -1) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid connection limit: " + value);
        }
        return value;
    }

    private static @Nullable String verifier(@Nullable String password, DdlContext context) {
        if (password == null) {
            return null;
        }
        if (password.isEmpty()) {
            Messages.notice(
                    context, SqlState.SUCCESSFUL_COMPLETION, "empty string is not a valid password, clearing password");
            return null;
        }
        return ScramVerifier.of(password);
    }

    private static List<RoleName> roles(Option option) {
        return option.value() instanceof Option.RoleValue value ? value.roles() : List.of();
    }

    static String alter(RoleStatement.AlterRole statement, DdlContext context) {
        Role found = RoleNames.require(context, statement.role());
        Locks.definition(context, found.oid());
        Role role = current(context, found);
        Draft draft = Draft.of(role);
        read(draft, statement.options(), context);
        requireAlter(context, role, statement.options());
        requireRight(context, draft, "alter");
        context.apply(new CatalogDelta.Builder()
                .put(draft.build(role.oid(), role.name(), role.memberOf(), role.settings()))
                .build());
        for (RoleName member : draft.members) {
            Memberships.add(context, current(context, role), RoleNames.require(context, member), false);
        }
        return "ALTER ROLE";
    }

    private static void requireAlter(DdlContext context, Role role, List<Option> options) {
        Role own = context.role();
        if (role.superuser()) {
            Rights.requireSuperuser(
                    context, "must be superuser to alter superuser roles or change superuser attribute");
        }
        boolean passwordOnly = options.stream().allMatch(option -> option.name().equals("password"));
        if (!own.superuser() && !own.createRole() && !(passwordOnly && own.oid() == role.oid())) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied");
        }
    }

    static String alterGroup(RoleStatement.AlterGroup statement, DdlContext context) {
        Role group = RoleNames.require(context, statement.group());
        Memberships.requireAdmin(context, group);
        for (RoleName member : statement.members()) {
            Role found = RoleNames.require(context, member);
            Locks.definition(context, found.oid());
            if (statement.add()) {
                Memberships.add(context, group, current(context, found), false);
            } else {
                Memberships.remove(context, group, current(context, found), false);
            }
        }
        return "ALTER ROLE";
    }

    /** The role with other settings (ALTER ROLE ... SET). */
    static Role withSettings(Role role, Map<String, String> settings) {
        return Draft.of(role).build(role.oid(), role.name(), role.memberOf(), settings);
    }

    /** The role as it is after the transaction's own changes. */
    static Role currentRole(DdlContext context, Role role) {
        return current(context, role);
    }

    static Role renamed(Role role, String name) {
        return Draft.of(role).build(role.oid(), name, role.memberOf(), role.settings());
    }

    static String drop(RoleStatement.DropRole statement, DdlContext context) {
        if (!context.role().superuser() && !context.role().createRole()) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to drop role");
        }
        for (RoleName name : statement.roles()) {
            drop(name, statement.ifExists(), context);
        }
        return "DROP ROLE";
    }

    private static void drop(RoleName name, boolean ifExists, DdlContext context) {
        if (name.kind() != RoleName.Kind.NAMED) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "cannot use special role specifier in DROP ROLE");
        }
        Role role = context.catalog().role(name.name()).orElse(null);
        if (role == null) {
            if (!ifExists) {
                throw new SqlStateException(SqlState.UNDEFINED_OBJECT, "role \"" + name.name() + "\" does not exist");
            }
            Messages.notice(
                    context, SqlState.SUCCESSFUL_COMPLETION, "role \"" + name.name() + "\" does not exist, skipping");
            return;
        }
        Locks.definition(context, role.oid());
        if (role.oid() == context.role().oid()) {
            throw new SqlStateException(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
        }
        if (role.name().equals(context.execution().functions().sessionUser())) {
            throw new SqlStateException(SqlState.OBJECT_IN_USE, "session user cannot be dropped");
        }
        if (role.superuser()) {
            Rights.requireSuperuser(context, "must be superuser to drop superusers");
        }
        if (role.oid() == Role.BOOTSTRAP_OID) {
            throw new SqlStateException(
                    SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                    "cannot drop role " + role.name() + " because it is required by the database system");
        }
        RoleDependents.requireNone(context, role);
        CatalogDelta.Builder delta = new CatalogDelta.Builder().remove(role.oid());
        context.catalog().roleSettings().stream()
                .filter(settings -> settings.roleOid() == role.oid())
                .forEach(settings -> delta.remove(settings.oid()));
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof Role member && member.memberOf().stream().anyMatch(m -> m.roleOid() == role.oid())) {
                delta.put(Memberships.withMemberships(
                        member,
                        member.memberOf().stream()
                                .filter(m -> m.roleOid() != role.oid())
                                .toList()));
            }
        }
        context.apply(delta.build());
    }
}
