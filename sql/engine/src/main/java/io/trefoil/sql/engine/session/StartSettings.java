package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a session starts with and RESET goes back to. Later ones win (PostgreSQL docs, "Setting Parameters", process_settings
 * of postinit.c): ALTER ROLE ALL, ALTER DATABASE, ALTER ROLE, ALTER ROLE ... IN DATABASE, the client's start-up packet.
 */
final class StartSettings {
    private final CatalogSnapshot catalog;
    private final Role role;
    private final Map<String, String> values = new HashMap<>();

    StartSettings(CatalogSnapshot catalog, Role role) {
        this.catalog = catalog;
        this.role = role;
        values.put("session_authorization", role.name());
        values.put("is_superuser", role.superuser() ? "on" : "off");
    }

    /** What the server knows and nobody may change. */
    void put(String name, String value) {
        values.put(name, value);
    }

    /** Those kept in the catalog. One that is not possible any more is told and left out. */
    void addDefaults(Database database, SessionListener listener) {
        addKept(0, 0, listener);
        addKept(database.oid(), 0, listener);
        addAll(role.settings(), listener);
        addKept(database.oid(), role.oid(), listener);
    }

    private void addKept(int databaseOid, int roleOid, SessionListener listener) {
        for (RoleSettings kept : catalog.roleSettings()) {
            if (kept.databaseOid() == databaseOid && kept.roleOid() == roleOid) {
                addAll(kept.settings(), listener);
            }
        }
    }

    private void addAll(Map<String, String> settings, SessionListener listener) {
        settings.forEach((name, value) -> {
            try {
                // Whoever stored it was allowed to: a superuser's setting may be meant for others.
                add(name, value, true);
            } catch (SqlStateException e) {
                listener.notice(new Notice("WARNING", e));
            }
        });
    }

    /** Those of the start-up packet; the login fails for one that is not possible. */
    void addRequested(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            boolean other = name.equals("user")
                    || name.equals("database")
                    || name.equals("options")
                    || name.equals("replication")
                    || name.startsWith("_pq_.");
            if (!other) {
                add(name, value, role.superuser());
            }
        });
    }

    private void add(String name, String value, boolean superuser) {
        SettingDefinition definition = SettingDefinitions.find(name);
        if (definition == null) {
            if (!name.contains(".")) {
                throw Settings.unknown(name);
            }
            values.put(name, value);
            return;
        }
        if (!definition.context().endsWith("backend")) {
            SqlStateException refused = definition.whyNot(superuser);
            if (refused != null) {
                throw refused;
            }
        }
        if (definition.name().equals("session_authorization") && !value.equals(role.name())) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied to set session authorization \"" + value + "\"");
        }
        if (definition.name().equals("role") && !value.equals("none")) {
            SettingCommands.requireMember(catalog, role, value);
        }
        values.put(definition.name(), SettingRules.check(definition, value));
    }

    Settings settings() {
        return Settings.of(values);
    }
}
