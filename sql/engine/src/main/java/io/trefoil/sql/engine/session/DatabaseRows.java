package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.views.SystemViews;
import io.trefoil.sql.catalog.views.ViewColumn;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_stat_database: sessions, commits, rollbacks and deadlocks are counted, the rest is 0. */
final class DatabaseRows {
    private DatabaseRows() {}

    static List<@Nullable Object[]> of(SharedEngine engine, CatalogSnapshot catalog) {
        List<ViewColumn> columns = SystemViews.instance()
                .find(Namespaces.PG_CATALOG, "pg_stat_database")
                .orElseThrow()
                .columns();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Database database : catalog.databases()) {
            @Nullable Object[] row = new @Nullable Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(columns.get(i), database, engine.sessions());
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(ViewColumn column, Database database, SessionRegistry sessions) {
        return switch (column.name()) {
            case "datid" -> database.oid();
            case "datname" -> database.name();
            case "numbackends" ->
                Math.toIntExact(sessions.all().stream()
                        .filter(session -> session.databaseOid() == database.oid())
                        .count());
            case "xact_commit" -> sessions.tally(database.oid()).commits;
            case "xact_rollback" -> sessions.tally(database.oid()).rollbacks;
            case "deadlocks" -> sessions.tally(database.oid()).deadlocks;
            case "stats_reset" -> sessions.resetMicros(database.oid());
            default -> {
                boolean counted = column.type() == SqlTypes.INT8;
                boolean timed =
                        column.type() == SqlTypes.FLOAT8 && !column.name().startsWith("checksum");
                yield counted && !column.name().startsWith("checksum") ? (Object) 0L : timed ? (Object) 0.0 : null;
            }
        };
    }
}
