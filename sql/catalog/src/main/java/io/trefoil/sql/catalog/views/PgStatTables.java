package io.trefoil.sql.catalog.views;

import java.util.List;
import java.util.function.Function;

/** pg_stat_*_tables and pg_statio_*_tables: tables with the counters that Trefoil keeps (live rows as last analysed). */
final class PgStatTables {
    static final List<ViewDefinition<RelationEntry>> VIEWS = List.of(
            activity("pg_stat_all_tables", PgStatTables::all),
            activity("pg_stat_sys_tables", PgStatTables::system),
            activity("pg_stat_user_tables", RelationEntry::ofUsers),
            blocks("pg_statio_all_tables", PgStatTables::all),
            blocks("pg_statio_sys_tables", PgStatTables::system),
            blocks("pg_statio_user_tables", RelationEntry::ofUsers));

    private PgStatTables() {}

    private static List<RelationEntry> all(ViewScope scope) {
        return RelationEntry.all(scope);
    }

    private static List<RelationEntry> system(ViewScope scope) {
        return RelationEntry.all(scope).stream()
                .filter(entry -> entry.system() != null)
                .toList();
    }

    private static ViewDefinition<RelationEntry> named(String view, Function<ViewScope, List<RelationEntry>> source) {
        return ViewDefinition.of(
                        view,
                        scope -> source.apply(scope).stream()
                                .filter(entry -> entry.kind() == 'r')
                                .toList())
                .column("relid", RelationEntry::oid)
                .column("schemaname", (scope, entry) -> scope.schemaName(entry.namespace()))
                .column("relname", RelationEntry::name);
    }

    private static ViewDefinition<RelationEntry> activity(
            String view, Function<ViewScope, List<RelationEntry>> source) {
        ViewDefinition<RelationEntry> definition = named(view, source);
        for (String counter : List.of(
                "seq_scan",
                "seq_tup_read",
                "idx_scan",
                "idx_tup_fetch",
                "n_tup_ins",
                "n_tup_upd",
                "n_tup_del",
                "n_tup_hot_upd",
                "n_dead_tup",
                "n_mod_since_analyze",
                "n_ins_since_vacuum",
                "vacuum_count",
                "autovacuum_count",
                "analyze_count",
                "autoanalyze_count")) {
            definition.constant(counter, 0L);
        }
        return definition.column(
                "n_live_tup",
                (scope, entry) -> scope.snapshot()
                        .statistics(entry.oid())
                        .map(statistics -> (long) statistics.rows())
                        .orElse(0L));
    }

    private static ViewDefinition<RelationEntry> blocks(String view, Function<ViewScope, List<RelationEntry>> source) {
        return named(view, source)
                .constant("heap_blks_read", 0L)
                .constant("heap_blks_hit", 0L)
                .constant("idx_blks_read", 0L)
                .constant("idx_blks_hit", 0L);
    }
}
