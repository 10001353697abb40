package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The roles that every server has and nobody can log in as (PostgreSQL 15 manual, 22.5 "Predefined Roles"). */
public final class PredefinedRoles {
    /** pg_monitor, which is a member of pg_read_all_settings, pg_read_all_stats and pg_stat_scan_tables. */
    public static final int MONITOR = 3373;
    /** pg_read_all_stats. */
    public static final int READ_ALL_STATS = 3375;

    /** pg_signal_backend. */
    public static final int SIGNAL_BACKEND = 4200;

    private static final List<Role> ALL = read();

    private PredefinedRoles() {}

    public static List<Role> all() {
        return ALL;
    }

    public static Optional<Role> find(String name) {
        return ALL.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    private static List<Role> read() {
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
        return List.copyOf(roles);
    }
}
