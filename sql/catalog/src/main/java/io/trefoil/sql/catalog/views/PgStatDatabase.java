package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Database;
import java.util.List;

/** pg_stat_database: the databases; counters are 0 unless the server supplies the rows. */
final class PgStatDatabase {
    static final ViewDefinition<Database> VIEW = definition();

    private PgStatDatabase() {}

    private static ViewDefinition<Database> definition() {
        ViewDefinition<Database> view = ViewDefinition.of(
                        "pg_stat_database", scope -> scope.snapshot().databases())
                .column("datid", Database::oid)
                .column("datname", Database::name)
                .constant("numbackends", 0);
        for (String counter : List.of(
                "xact_commit",
                "xact_rollback",
                "blks_read",
                "blks_hit",
                "tup_returned",
                "tup_fetched",
                "tup_inserted",
                "tup_updated",
                "tup_deleted",
                "conflicts",
                "temp_files",
                "temp_bytes",
                "deadlocks",
                "sessions",
                "sessions_abandoned",
                "sessions_fatal",
                "sessions_killed")) {
            view.constant(counter, 0L);
        }
        for (String milliseconds :
                List.of("blk_read_time", "blk_write_time", "session_time", "active_time", "idle_in_transaction_time")) {
            view.constant(milliseconds, 0.0);
        }
        return view;
    }
}
