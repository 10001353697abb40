package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** pg_stat_*_indexes and pg_statio_*_indexes: the indexes of users; Trefoil does not count their use. */
final class PgStatIndexes {
    static final List<ViewDefinition<Entry>> VIEWS = List.of(
            activity("pg_stat_all_indexes"),
            activity("pg_stat_user_indexes"),
            blocks("pg_statio_all_indexes"),
            blocks("pg_statio_user_indexes"));

    /** An index and its table. */
    record Entry(Table table, Index index) {}

    private PgStatIndexes() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            scope.snapshot().indexes(table).forEach(index -> entries.add(new Entry(table, index)));
        }
        return entries;
    }

    private static ViewDefinition<Entry> named(String view) {
        return ViewDefinition.of(view, PgStatIndexes::entries)
                .column("relid", entry -> entry.table().oid())
                .column("indexrelid", entry -> entry.index().oid())
                .column(
                        "schemaname",
                        (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
                .column("relname", entry -> entry.table().name())
                .column("indexrelname", entry -> entry.index().name());
    }

    private static ViewDefinition<Entry> activity(String view) {
        return named(view).constant("idx_scan", 0L).constant("idx_tup_read", 0L).constant("idx_tup_fetch", 0L);
    }

    private static ViewDefinition<Entry> blocks(String view) {
        return named(view).constant("idx_blks_read", 0L).constant("idx_blks_hit", 0L);
    }
}
