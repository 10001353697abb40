package io.trefoil.sql.catalog.views;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who reads a system view, and what only the running server can tell. */
public interface ViewContext {
    /** The session's database. */
    int databaseOid();

    /** The current role (current_user). */
    int roleOid();

    /** OIDs of the schemas that unqualified names are looked up in, in order; includes pg_catalog. */
    List<Integer> searchPath();

    /**
     * Rows of views whose content is not in the catalog, by view name, in the order of the view's columns; such as
     * pg_settings, pg_stat_activity, pg_locks, pg_prepared_statements, pg_cursors, pg_timezone_names; those of
     * trefoil_catalog by their qualified names. A view without an
     * entry has no rows of this kind.
     */
    default Map<String, Supplier<Iterator<@Nullable Object[]>>> liveRows() {
        return Map.of();
    }

    /** The last value that a sequence gave; null when it was never used or is not known. */
    default @Nullable Long sequenceLastValue(int sequenceOid) {
        return null;
    }

    /** A context with just these facts. */
    static ViewContext of(int databaseOid, int roleOid, List<Integer> searchPath) {
        return new ViewContext() {
            @Override
            public int databaseOid() {
                return databaseOid;
            }

            @Override
            public int roleOid() {
                return roleOid;
            }

            @Override
            public List<Integer> searchPath() {
                return searchPath;
            }
        };
    }
}
