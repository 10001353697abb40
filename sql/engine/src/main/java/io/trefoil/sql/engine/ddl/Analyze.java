package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * ANALYZE of one table: counts the rows and draws a sample, of which it keeps for each column the share of nulls, the number of distinct values, the most common values and an equal-frequency histogram. Target and
 * estimator are PostgreSQL's: 300 x 100 rows, Haas and Stokes' Duj1 for the distinct values.
 */
final class Analyze {
    private static final int SAMPLE_MAX = 30_000;
    /** Up to so many rows a table is read as a whole. */
    private static final int READ_WHOLE_MAX = 100_000;
    /** Rows taken at one place of a large table: a search costs as much as some thirty rows. */
    private static final int ROWS_TOGETHER = 5;

    private static final int TARGET = 100;
    private static final int PAGE_BYTES = 8192;

    private final DdlContext context;
    private final Table table;
    private final List<Column> columns;
    private final List<@Nullable Object[]> sample = new ArrayList<>();
    private long rows;
    private long bytes;
    /** Where the sample has come to. */
    private byte[] drawnBefore = {};

    private Analyze(DdlContext context, Table table) {
        this.context = context;
        this.table = table;
        this.columns =
                table.columns().stream().filter(column -> !column.dropped()).toList();
    }

    static void run(DdlContext context, Table table) {
        Analyze analyze = new Analyze(context, table);
        analyze.draw();
        TableStatistics statistics = analyze.statistics();
        context.apply(
                new CatalogDelta.Builder().statistics(table.oid(), statistics).build());
    }

    private void draw() {
        RangeEstimate size = context.store().estimate(KeyRange.all(table.spaceId()));
        if (size.entries() > READ_WHOLE_MAX) {
            drawFrom(size);
        } else {
            drawWhole();
        }
    }

    private TableFormat.Decoder decoder() {
        return new TableFormat(table)
                .decoder(columns.stream().map(Column::number).toList());
    }

    /** Every row is looked at: exact counts, and a uniform sample by Vitter's algorithm R. */
    private void drawWhole() {
        SplittableRandom random = new SplittableRandom(table.oid());
        TableFormat.Decoder decoder = decoder();
        try (KeyCursor cursor = scan(KeyRange.all(table.spaceId()), false)) {
            while (cursor.next()) {
                rows++;
                bytes += cursor.keyLength() + cursor.valueLength();
                if ((rows & 1023) == 0) {
                    context.statement().checkCanceled();
                }
                long place = rows <= SAMPLE_MAX ? rows - 1 : random.nextLong(rows);
                if (place < rows - 1 && place < SAMPLE_MAX) {
                    sample.set((int) place, row(decoder, cursor));
                } else if (rows <= SAMPLE_MAX) {
                    sample.add(row(decoder, cursor));
                }
            }
        }
    }

    /** Few rows at many places; how many there are in all is the store's guess. */
    private void drawFrom(RangeEstimate size) {
        byte[] first = endKey(false);
        byte[] last = endKey(true);
        if (first == null || last == null) {
            return;
        }
        TableFormat.Decoder decoder = decoder();
        new KeySpread(range -> context.store().estimate(range).bytes(), new SplittableRandom(table.oid()))
                .draw(table.spaceId(), first, last, SAMPLE_MAX / ROWS_TOGETHER, place -> drawAt(place, decoder));
        rows = Math.max(size.entries(), sample.size());
        bytes = sample.isEmpty() ? 0 : (long) (bytes / (double) sample.size() * rows);
    }

    /** Takes rows from a place on, none of them twice. */
    private void drawAt(byte[] place, TableFormat.Decoder decoder) {
        context.statement().checkCanceled();
        byte[] low = Arrays.compareUnsigned(place, drawnBefore) < 0 ? drawnBefore : place;
        try (KeyCursor cursor = scan(new KeyRange(table.spaceId(), low, null), false)) {
            for (int i = 0; i < ROWS_TOGETHER && cursor.next(); i++) {
                bytes += cursor.keyLength() + cursor.valueLength();
                sample.add(row(decoder, cursor));
                drawnBefore = KeyRange.successor(cursor.key());
            }
        }
    }

    private byte @Nullable [] endKey(boolean reverse) {
        try (KeyCursor cursor = scan(KeyRange.all(table.spaceId()), reverse)) {
            return cursor.next() ? cursor.key() : null;
        }
    }

    private KeyCursor scan(KeyRange range, boolean reverse) {
        ScanRequest request = ScanRequest.of(range).with(Access.UNTRACKED);
        return context.statement().scan(reverse ? request.reversed() : request);
    }

    private @Nullable Object[] row(TableFormat.Decoder decoder, KeyCursor cursor) {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        decoder.decode(cursor, row);
        return row;
    }

    private TableStatistics statistics() {
        Map<Integer, TableStatistics.ColumnStatistics> all = new HashMap<>();
        for (int i = 0; i < columns.size() && !sample.isEmpty(); i++) {
            all.put(columns.get(i).number(), column(i));
        }
        return new TableStatistics(rows, (int) Math.max(rows == 0 ? 0 : 1, bytes / PAGE_BYTES), all);
    }

    private TableStatistics.ColumnStatistics column(int position) {
        SqlType type = columns.get(position).type();
        List<Object> values = new ArrayList<>();
        long width = 0;
        for (@Nullable Object[] row : sample) {
            Object value = row[position];
            if (value != null) {
                values.add(value);
                width += RowSize.of(new Object[] {value});
            }
        }
        double nulls = 1 - values.size() / (double) sample.size();
        int average = type.length() > 0 ? type.length() : values.isEmpty() ? 0 : (int) (width / values.size());
        if (!type.ordered() || values.isEmpty()) {
            return new TableStatistics.ColumnStatistics(nulls, 0, average, List.of(), List.of(), List.of());
        }
        Object[] sorted = values.toArray();
        Arrays.sort(sorted, type::compare);
        return ordered(type, sorted, nulls, average);
    }

    /** A run of equal values in the sorted sample. */
    private record Run(Object value, int start, int count) {}

    private TableStatistics.ColumnStatistics ordered(SqlType type, Object[] sorted, double nulls, int average) {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || type.compare(sorted[start], sorted[i]) != 0) {
                runs.add(new Run(sorted[start], start, i - start));
                start = i;
            }
        }
        double distinct = distinct(runs, sorted.length, nulls);
        List<Run> common = mostCommon(runs, sorted.length);
        List<String> commonTexts = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        for (Run run : common) {
            commonTexts.add(type.toText(run.value(), TextFormat.DEFAULT));
            fractions.add(run.count() / (double) sample.size());
        }
        return new TableStatistics.ColumnStatistics(
                nulls, distinct, average, histogram(type, sorted, common), commonTexts, fractions);
    }

    /** Duj1: n d / (n - f1 + f1 n / N), with f1 values seen once; a negative share of the rows when it grows with them. */
    private double distinct(List<Run> runs, int count, double nulls) {
        long once = runs.stream().filter(run -> run.count() == 1).count();
        double total = rows * (1 - nulls);
        double estimate = once == count
                ? total
                : count * (double) runs.size() / (count - once + once * count / Math.max(total, 1));
        double bounded = Math.clamp(Math.floor(estimate + 0.5), runs.size(), Math.max(total, runs.size()));
        return bounded > 0.1 * rows ? -(bounded / rows) : bounded;
    }

    /** Values that are seen more than once and a quarter more often than the average. */
    private static List<Run> mostCommon(List<Run> runs, int count) {
        double average = count / (double) runs.size();
        boolean complete = runs.size() <= TARGET && runs.stream().allMatch(run -> run.count() > 1);
        return runs.stream()
                .filter(run -> run.count() > 1 && (complete || run.count() > 1.25 * average))
                .sorted(Comparator.comparingInt(Run::count).reversed())
                .limit(TARGET)
                .toList();
    }

    private static List<String> histogram(SqlType type, Object[] sorted, List<Run> common) {
        boolean[] skip = new boolean[sorted.length];
        for (Run run : common) {
            Arrays.fill(skip, run.start(), run.start() + run.count(), true);
        }
        List<Object> rest = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            if (!skip[i]) {
                rest.add(sorted[i]);
            }
        }
        int bounds = (int) Math.min(TARGET + 1, rest.stream().limit(TARGET + 1).count());
        if (bounds < 2) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < bounds; i++) {
            int at = (int) ((long) i * (rest.size() - 1) / (bounds - 1));
            texts.add(type.toText(rest.get(at), TextFormat.DEFAULT));
        }
        return texts;
    }
}
