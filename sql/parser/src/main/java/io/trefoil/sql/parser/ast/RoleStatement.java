package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles and privileges. */
public sealed interface RoleStatement extends Statement {

    /** Which word made the role; USER implies LOGIN. */
    enum RoleWord {
        ROLE,
        USER,
        GROUP
    }

    /**
     * {@code CREATE ROLE | USER | GROUP name [WITH] options}. Options by PostgreSQL's names: password (value null is
     * PASSWORD NULL), superuser, inherit, createrole, createdb, canlogin, isreplication, bypassrls (Text true or false),
     * connectionlimit, validUntil, sysid, addroleto, rolemembers, adminmembers (roles).
     */
    record CreateRole(String name, RoleWord word, List<Option> options, int position) implements RoleStatement {}

    /** {@code ALTER ROLE | USER name [WITH] options} */
    record AlterRole(RoleName role, List<Option> options) implements RoleStatement {}

    /** {@code ALTER GROUP name ADD | DROP USER roles} */
    record AlterGroup(RoleName group, boolean add, List<RoleName> members) implements RoleStatement {}

    /** {@code DROP ROLE | USER | GROUP [IF EXISTS] name, ...} */
    record DropRole(List<RoleName> roles, boolean ifExists) implements RoleStatement {}

    /** A privilege, perhaps on columns only; a null name is ALL. */
    record Privilege(@Nullable String name, List<String> columns, int position) {}

    /** What privileges are granted on. */
    sealed interface GrantTarget {}

    /** {@code ON [kind] names}; for functions the names carry arguments. */
    record GrantObjects(ObjectKind kind, List<ObjectStatement.ObjectName> objects) implements GrantTarget {}

    /** {@code ON ALL kind IN SCHEMA schemas} */
    record GrantAllInSchema(ObjectKind kind, List<String> schemas) implements GrantTarget {}

    /** {@code ON kind} of ALTER DEFAULT PRIVILEGES. */
    record GrantDefaults(ObjectKind kind) implements GrantTarget {}

    /**
     * {@code GRANT privileges ON target TO grantees} and {@code REVOKE [GRANT OPTION FOR] ... FROM}.
     *
     * @param privileges a single one with null name and no columns for ALL [PRIVILEGES]
     * @param grantOption WITH GRANT OPTION, or GRANT OPTION FOR when revoking
     */
    record Grant(
            boolean grant,
            List<Privilege> privileges,
            GrantTarget target,
            List<RoleName> grantees,
            boolean grantOption,
            @Nullable RoleName grantor,
            boolean cascade)
            implements RoleStatement {}

    /** {@code GRANT role, ... TO member, ...} and {@code REVOKE [ADMIN OPTION FOR] role FROM member}. */
    record GrantRole(
            boolean grant,
            List<Privilege> roles,
            List<RoleName> members,
            boolean adminOption,
            @Nullable RoleName grantor,
            boolean cascade)
            implements RoleStatement {}

    /** {@code ALTER DEFAULT PRIVILEGES [FOR ROLE roles] [IN SCHEMA schemas] action} */
    record AlterDefaultPrivileges(List<RoleName> roles, List<String> schemas, Grant action) implements RoleStatement {}

    /** {@code REASSIGN OWNED BY roles TO role} */
    record ReassignOwned(List<RoleName> roles, RoleName newOwner) implements RoleStatement {}

    /** {@code DROP OWNED BY roles [CASCADE]} */
    record DropOwned(List<RoleName> roles, boolean cascade) implements RoleStatement {}

    /** {@code CREATE POLICY name ON table ...} */
    record CreatePolicy(
            String name,
            QualifiedName table,
            boolean permissive,
            String command,
            List<RoleName> roles,
            @Nullable Expression using,
            @Nullable Expression withCheck,
            int position)
            implements RoleStatement {}

    /** {@code ALTER POLICY name ON table ...} */
    record AlterPolicy(
            String name,
            QualifiedName table,
            List<RoleName> roles,
            @Nullable Expression using,
            @Nullable Expression withCheck)
            implements RoleStatement {}
}
