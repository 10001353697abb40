package io.trefoil.tck.benchmarks;

import io.trefoil.sql.records.key.KeyColumn;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.row.RowDecoder;
import io.trefoil.sql.records.row.RowEncoder;
import io.trefoil.sql.records.row.RowFormat;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Keys and rows to bytes and back, in the shape of pgbench_accounts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {
    private static final List<SqlType> TYPES = List.of(SqlTypes.INT4, SqlTypes.INT4, SqlTypes.INT4, SqlTypes.TEXT);
    private static final int[] ALL = {0, 1, 2, 3};

    private final KeyFormat numberKey = new KeyFormat(List.of(KeyColumn.ascending(SqlTypes.INT4)));
    private final KeyFormat textKey =
            new KeyFormat(List.of(KeyColumn.ascending(SqlTypes.TEXT), KeyColumn.ascending(SqlTypes.INT8)));
    private final RowFormat format = new RowFormat(TYPES);
    private final RowEncoder encoder = new RowEncoder(format, ALL);
    private final RowDecoder wholeRow =
            new RowDecoder(format, ALL, ALL, java.util.Arrays.asList(null, null, null, null));
    private final RowDecoder oneColumn =
            new RowDecoder(format, new int[] {2}, new int[] {0}, java.util.Collections.singletonList(null));
    private final @Nullable Object[] row = {12345, 1, -77, " ".repeat(84)};
    private final byte[] stored = encoder.encode(row);
    private final @Nullable Object[] out = new @Nullable Object[4];
    private final @Nullable Object[] number = {12345};
    private final @Nullable Object[] text = {"a name of middling length", 12345L};

    @Benchmark
    public byte[] numberKey() {
        return numberKey.encode(number);
    }

    @Benchmark
    public byte[] textKey() {
        return textKey.encode(text);
    }

    @Benchmark
    public byte[] encodeRow() {
        return encoder.encode(row);
    }

    @Benchmark
    public @Nullable Object[] decodeRow() {
        wholeRow.decode(stored, 0, stored.length, out);
        return out;
    }

    @Benchmark
    public @Nullable Object[] decodeOneColumn() {
        oneColumn.decode(stored, 0, stored.length, out);
        return out;
    }
}
