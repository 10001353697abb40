package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.parser.ast.RoleStatement.Grant;
import io.trefoil.sql.parser.ast.RoleStatement.GrantRole;
import io.trefoil.sql.parser.ast.RoleStatement.GrantTarget;
import io.trefoil.sql.parser.ast.RoleStatement.Privilege;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles and privileges. */
final class RoleWriter {
    private final Writers writers;
    private final SqlText out;

    RoleWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(RoleStatement statement) {
        switch (statement) {
            case RoleStatement.CreateRole r -> {
                out.add("CREATE ").words(r.word()).add(" ").name(r.name());
                options(r.options());
            }
            case RoleStatement.AlterRole r -> {
                out.add("ALTER ROLE ");
                role(r.role());
                options(r.options());
            }
            case RoleStatement.AlterGroup g -> {
                out.add("ALTER GROUP ");
                role(g.group());
                out.add(g.add() ? " ADD USER " : " DROP USER ");
                roles(g.members());
            }
            case RoleStatement.DropRole d -> {
                out.add("DROP ROLE ").when(d.ifExists(), "IF EXISTS ");
                roles(d.roles());
            }
            case Grant g -> grant(g);
            case GrantRole g -> grantRole(g);
            case RoleStatement.AlterDefaultPrivileges a -> {
                out.add("ALTER DEFAULT PRIVILEGES ");
                optionalRoles("FOR ROLE ", a.roles());
                if (!a.schemas().isEmpty()) {
                    out.add("IN SCHEMA ").names(a.schemas()).add(" ");
                }
                grant(a.action());
            }
            case RoleStatement.ReassignOwned r -> {
                out.add("REASSIGN OWNED BY ");
                roles(r.roles());
                out.add(" TO ");
                role(r.newOwner());
            }
            case RoleStatement.DropOwned d -> {
                out.add("DROP OWNED BY ");
                roles(d.roles());
                out.when(d.cascade(), " CASCADE");
            }
            case RoleStatement.CreatePolicy p -> {
                out.add("CREATE POLICY ").name(p.name()).add(" ON ").name(p.table());
                out.when(!p.permissive(), " AS RESTRICTIVE")
                        .add(" FOR ")
                        .capitals(p.command())
                        .add(" ");
                optionalRoles("TO ", p.roles());
                condition("USING (", p.using());
                condition(" WITH CHECK (", p.withCheck());
            }
            case RoleStatement.AlterPolicy p -> {
                out.add("ALTER POLICY ")
                        .name(p.name())
                        .add(" ON ")
                        .name(p.table())
                        .add(" ");
                optionalRoles("TO ", p.roles());
                condition("USING (", p.using());
                condition(" WITH CHECK (", p.withCheck());
            }
        }
    }

    private void condition(String words, @Nullable Expression condition) {
        writers.expressions.optional(words, condition);
        out.when(condition != null, ")");
    }

    private void role(RoleName role) {
        ObjectWriter.role(out, role);
    }

    private void roles(List<RoleName> roles) {
        out.list(roles, this::role);
    }

    private void optionalRoles(String words, List<RoleName> roles) {
        if (!roles.isEmpty()) {
            out.add(words);
            roles(roles);
            out.add(" ");
        }
    }

    private void options(List<Option> options) {
        for (Option option : options) {
            out.add(" ");
            option(option);
        }
    }

    private void option(Option option) {
        String no = "false".equals(option.text()) ? "NO" : "";
        switch (option.name()) {
            case "password" -> {
                out.add("PASSWORD ").when(option.value() == null, "NULL");
                writers.options.value("", option.value());
            }
            case "connectionlimit" -> writers.options.value("CONNECTION LIMIT ", option.value());
            case "validUntil" -> writers.options.value("VALID UNTIL ", option.value());
            case "rolemembers" -> writers.options.value("USER ", option.value());
            case "adminmembers" -> writers.options.value("ADMIN ", option.value());
            case "addroleto" -> writers.options.value("IN ROLE ", option.value());
            case "sysid" -> writers.options.value("SYSID ", option.value());
            case "canlogin" -> out.add(no).add("LOGIN");
            case "isreplication" -> out.add(no).add("REPLICATION");
            default -> out.add(no).capitals(option.name());
        }
    }

    private void grant(Grant grant) {
        out.add(grant.grant() ? "GRANT " : "REVOKE ");
        out.when(!grant.grant() && grant.grantOption(), "GRANT OPTION FOR ");
        out.list(grant.privileges(), this::privilege).add(" ON ");
        target(grant.target());
        out.add(grant.grant() ? " TO " : " FROM ");
        roles(grant.grantees());
        out.when(grant.grant() && grant.grantOption(), " WITH GRANT OPTION");
        grantor(grant.grantor());
        out.when(grant.cascade(), " CASCADE");
    }

    private void grantRole(GrantRole grant) {
        out.add(grant.grant() ? "GRANT " : "REVOKE ");
        out.when(!grant.grant() && grant.adminOption(), "ADMIN OPTION FOR ");
        out.list(grant.roles(), this::privilege).add(grant.grant() ? " TO " : " FROM ");
        roles(grant.members());
        out.when(grant.grant() && grant.adminOption(), " WITH ADMIN OPTION");
        grantor(grant.grantor());
        out.when(grant.cascade(), " CASCADE");
    }

    private void grantor(@Nullable RoleName grantor) {
        if (grantor != null) {
            out.add(" GRANTED BY ");
            role(grantor);
        }
    }

    private void privilege(Privilege privilege) {
        String name = privilege.name();
        if (name == null) {
            out.add("ALL PRIVILEGES");
        } else {
            switch (name) {
                case "select", "references", "create", "alter system" -> out.capitals(name);
                default -> out.name(name);
            }
        }
        out.optionalNames(privilege.columns());
    }

    private void target(GrantTarget target) {
        switch (target) {
            case RoleStatement.GrantObjects o -> {
                boolean server = o.kind() == ObjectKind.FOREIGN_SERVER;
                out.when(server, "FOREIGN ").add(o.kind().words()).add(" ");
                ObjectWriter objects = new ObjectWriter(writers);
                out.list(o.objects(), object -> {
                    if (o.kind() == ObjectKind.PARAMETER) {
                        out.add(object.name().name());
                    } else {
                        objects.object(o.kind(), object);
                    }
                });
            }
            case RoleStatement.GrantAllInSchema a ->
                out.add("ALL ").add(a.kind().words()).add("S IN SCHEMA ").names(a.schemas());
            case RoleStatement.GrantDefaults d -> out.add(d.kind().words()).add("S");
        }
    }
}
