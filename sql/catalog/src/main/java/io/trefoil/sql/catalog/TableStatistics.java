package io.trefoil.sql.catalog;

import java.util.List;
import java.util.Map;

/**
 * What ANALYZE found (pg_class.reltuples and pg_stats).
 *
 * @param rows estimated number of rows
 * @param pages size in 8 KiB units, for pg_class.relpages
 * @param columns by column number
 */
public record TableStatistics(double rows, int pages, Map<Integer, ColumnStatistics> columns) {
    public TableStatistics {
        columns = Map.copyOf(columns);
    }

    /**
     * Statistics of one column.
     *
     * @param nullFraction 0..1
     * @param distinct number of distinct values; negative means a fraction of the rows, as pg_stats.n_distinct
     * @param histogramBounds equal-frequency bounds in the type's text form, ascending; empty when unknown
     * @param mostCommon most common values in text form, with {@code mostCommonFractions}
     */
    public record ColumnStatistics(
            double nullFraction,
            double distinct,
            int averageWidth,
            List<String> histogramBounds,
            List<String> mostCommon,
            List<Double> mostCommonFractions) {
        public ColumnStatistics {
            histogramBounds = List.copyOf(histogramBounds);
            mostCommon = List.copyOf(mostCommon);
            mostCommonFractions = List.copyOf(mostCommonFractions);
        }
    }
}
