package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.views.AccessRights;
import io.trefoil.sql.catalog.views.PredefinedRoles;

/** Whose activity a role may see: its own, that of roles it is a member of, and as a member of pg_read_all_stats all. */
final class StatisticsRights {
    private final AccessRights rights;

    StatisticsRights(CatalogSnapshot catalog, int roleOid) {
        this.rights = new AccessRights(catalog, roleOid);
    }

    boolean mayReadAll() {
        return rights.owns(PredefinedRoles.READ_ALL_STATS) || rights.owns(PredefinedRoles.MONITOR);
    }

    /** @param roleOid the observed session's role, 0 when it is gone */
    boolean mayRead(int roleOid) {
        return rights.owns(roleOid) || mayReadAll();
    }
}
