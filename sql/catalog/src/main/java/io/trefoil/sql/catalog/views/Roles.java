package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles of the server: those that users made and PostgreSQL's predefined ones (pg_read_all_data ...). */
final class Roles {
    private Roles() {}

    static List<Role> all(ViewScope scope) {
        List<Role> roles = new ArrayList<>(scope.snapshot().roles());
        for (Role role : PredefinedRoles.all()) {
            if (scope.snapshot().role(role.name()).isEmpty()) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** ALTER ROLE ... SET as text[] of name=value; null when there is none. */
    static @Nullable SqlArray settings(Role role) {
        return settings(role.settings());
    }

    static @Nullable SqlArray settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? null
                : SqlArray.of(
                        SqlTypes.TEXT,
                        settings.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toArray());
    }
}
