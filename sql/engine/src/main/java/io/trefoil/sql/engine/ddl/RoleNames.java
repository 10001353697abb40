package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Finds roles as statements name them. */
final class RoleNames {
    private RoleNames() {}

    static Role require(DdlContext context, String name) {
        return context.catalog()
                .role(name)
                .orElseThrow(
                        () -> new SqlStateException(SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist"));
    }

    static Role require(DdlContext context, RoleName name) {
        return switch (name.kind()) {
            case NAMED -> require(context, name.name());
            case CURRENT_ROLE, CURRENT_USER -> context.role();
            case SESSION_USER ->
                require(context, context.execution().functions().sessionUser());
            case PUBLIC -> throw new SqlStateException(SqlState.UNDEFINED_OBJECT, "role \"public\" does not exist");
        };
    }
}
