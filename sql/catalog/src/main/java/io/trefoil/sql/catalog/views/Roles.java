package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The roles of the server: those that users made and PostgreSQL's predefined ones (pg_read_all_data ...). */
final class Roles {
    private static final List<Role> PREDEFINED = predefined();

    private Roles() {}

    static List<Role> all(ViewScope scope) {
        List<Role> roles = new ArrayList<>(scope.snapshot().roles());
        for (Role role : PREDEFINED) {
            if (scope.snapshot().role(role.name()).isEmpty()) {
                roles.add(role);
            }
        }
        return roles;
    }

    private static List<Role> predefined() {
        List<Role> roles = new ArrayList<>();
        for (GenericRow row : BuiltinCatalog.instance().rows("pg_authid")) {
            roles.add(new Role(
                    Integer.parseInt(Objects.requireNonNull(row.value("oid"))),
                    Objects.requireNonNull(row.value("rolname")),
                    false,
                    true,
                    false,
                    false,
                    false,
                    false,
                    false,
                    -1,
                    null,
                    null,
                    List.of(),
                    Map.of()));
        }
        return roles;
    }

    /** ALTER ROLE ... SET as text[] of name=value; null when there is none. */
    static @Nullable SqlArray settings(Role role) {
        return role.settings().isEmpty()
                ? null
                : SqlArray.of(
                        SqlTypes.TEXT,
                        role.settings().entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .sorted()
                                .toArray());
    }
}
