package io.trefoil.sql.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of pg_db_role_setting: settings that sessions of a role in a database start with. Those of a role in all databases
 * are kept with the {@link Role}.
 *
 * @param databaseOid 0 for all databases
 * @param roleOid 0 for all roles
 * @param settings values as they were given, by name, in the order they were set
 */
public record RoleSettings(int oid, int databaseOid, int roleOid, Map<String, String> settings)
        implements CatalogObject {
    public RoleSettings {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    @Override
    public String name() {
        return "";
    }
}
