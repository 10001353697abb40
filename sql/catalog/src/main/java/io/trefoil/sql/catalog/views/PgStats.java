package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_stats: what ANALYZE found about columns that the reader may see. */
final class PgStats {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("pg_stats", PgStats::entries)
            .column(
                    "schemaname",
                    (scope, entry) -> scope.schemaName(entry.table().schemaOid()))
            .column("tablename", entry -> entry.table().name())
            .column("attname", entry -> entry.column().name())
            .constant("inherited", false)
            .column("null_frac", entry -> (float) entry.statistics().nullFraction())
            .column("avg_width", entry -> entry.statistics().averageWidth())
            .column("n_distinct", entry -> (float) entry.statistics().distinct())
            .column("most_common_vals", entry -> texts(entry.statistics().mostCommon()))
            .column("most_common_freqs", entry -> fractions(entry.statistics().mostCommonFractions()))
            .column("histogram_bounds", entry -> texts(entry.statistics().histogramBounds()));

    /** A column and its statistics. */
    record Entry(Table table, Column column, TableStatistics.ColumnStatistics statistics) {}

    private PgStats() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            TableStatistics statistics =
                    scope.snapshot().statistics(table.oid()).orElse(null);
            if (statistics != null && scope.rights().hasAny(table, Privilege.SELECT.bit())) {
                for (Column column : table.columns()) {
                    TableStatistics.ColumnStatistics found =
                            statistics.columns().get(column.number());
                    if (found != null && !column.dropped()) {
                        entries.add(new Entry(table, column, found));
                    }
                }
            }
        }
        return entries;
    }

    private static @Nullable SqlArray texts(List<String> values) {
        return values.isEmpty() ? null : SqlArray.of(SqlTypes.TEXT, values.toArray());
    }

    private static @Nullable SqlArray fractions(List<Double> values) {
        return values.isEmpty()
                ? null
                : SqlArray.of(
                        SqlTypes.FLOAT4, values.stream().map(Double::floatValue).toArray());
    }
}
