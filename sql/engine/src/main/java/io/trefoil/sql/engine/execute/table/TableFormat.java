package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.records.key.KeyColumn;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.row.RowDecoder;
import io.trefoil.sql.records.row.RowEncoder;
import io.trefoil.sql.records.row.RowFormat;
import io.trefoil.sql.storage.KeyCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one table are stored: the key holds the primary key, or the row's hidden number (8 bytes, big-endian)
 * when there is none; the value holds all columns that cannot be read back from the key. Immutable.
 */
public final class TableFormat {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Table table;
    private final @Nullable KeyFormat keyFormat;
    /** Position of each primary key column in a full row. */
    private final int[] keySources;

    private final RowFormat rowFormat;
    private final RowEncoder encoder;
    /** For each column of the table its place in the row format, or -1 when it is read from the key. */
    private final int[] storedAs;

    public TableFormat(Table table) {
        this.table = table;
        this.keySources =
                table.primaryKey().stream().mapToInt(number -> number - 1).toArray();
        this.keyFormat = keySources.length == 0 ? null : new KeyFormat(keyColumns(table));
        this.storedAs = new int[table.columns().size()];
        List<Column> stored = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean inKey = isLosslessKey(column);
            storedAs[column.number() - 1] = inKey ? -1 : stored.size();
            if (!inKey) {
                stored.add(column);
            }
        }
        this.rowFormat = new RowFormat(stored.stream().map(Column::type).toList());
        this.encoder = new RowEncoder(
                rowFormat,
                stored.stream()
                        .mapToInt(column -> column.dropped() ? -1 : column.number() - 1)
                        .toArray());
    }

    private static List<KeyColumn> keyColumns(Table table) {
        return table.primaryKey().stream()
                .map(number -> KeyColumn.ascending(table.column(number).type()))
                .toList();
    }

    private boolean isLosslessKey(Column column) {
        int position = table.primaryKey().indexOf(column.number());
        return position >= 0 && keyFormat != null && keyFormat.lossless(position);
    }

    public Table table() {
        return table;
    }

    public int space() {
        return table.spaceId();
    }

    /** Whether rows are found by a hidden number instead of a primary key. */
    public boolean numbered() {
        return keyFormat == null;
    }

    /** The encoding of the primary key, or null when rows are numbered. */
    public @Nullable KeyFormat keyFormat() {
        return keyFormat;
    }

    /** The key of a numbered row. */
    public static byte[] numberKey(long number) {
        byte[] key = new byte[8];
        LONG.set(key, 0, number);
        return key;
    }

    /** The key of a full row by its primary key. */
    public byte[] key(@Nullable Object[] fullRow) {
        KeyFormat format = keyFormat;
        if (format == null) {
            throw new IllegalStateException("rows of " + table.name() + " are numbered");
        }
        var out = format.writer();
        for (int i = 0; i < keySources.length; i++) {
            format.append(out, i, fullRow[keySources[i]]);
        }
        return out.finish();
    }

    /** The stored value of a full row. */
    public byte[] value(@Nullable Object[] fullRow) {
        return encoder.encode(fullRow);
    }

    /** A decoder of these columns into positions 0, 1, ... of a row. */
    public Decoder decoder(List<Integer> attributes) {
        int[] targets = new int[attributes.size()];
        Arrays.setAll(targets, i -> i);
        return decoder(attributes, targets);
    }

    /** A decoder of these columns (by attnum) into these positions; dropped columns are left null. */
    public Decoder decoder(List<Integer> attributes, int[] targets) {
        int[] keyTargets = new int[keySources.length];
        Arrays.fill(keyTargets, -1);
        boolean fromKey = false;
        List<Integer> stored = new ArrayList<>();
        List<Integer> storedTargets = new ArrayList<>();
        List<@Nullable Object> missing = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            Column column = table.column(attributes.get(i));
            if (column.dropped()) {
                continue;
            }
            int place = storedAs[column.number() - 1];
            if (place < 0 && keyTargets[table.primaryKey().indexOf(column.number())] < 0) {
                keyTargets[table.primaryKey().indexOf(column.number())] = targets[i];
                fromKey = true;
            } else if (place >= 0) {
                stored.add(place);
                storedTargets.add(targets[i]);
                missing.add(MissingValue.of(column));
            } else {
                throw new IllegalArgumentException("column read twice: " + column.name());
            }
        }
        RowDecoder values = new RowDecoder(
                rowFormat,
                stored.stream().mapToInt(Integer::intValue).toArray(),
                storedTargets.stream().mapToInt(Integer::intValue).toArray(),
                missing);
        return new Decoder(fromKey ? keyFormat : null, keyTargets, values);
    }

    /** Reads some columns of stored rows of the table. Immutable. */
    public static final class Decoder {
        private final @Nullable KeyFormat keyFormat;
        private final int[] keyTargets;
        private final RowDecoder values;

        private Decoder(@Nullable KeyFormat keyFormat, int[] keyTargets, RowDecoder values) {
            this.keyFormat = keyFormat;
            this.keyTargets = keyTargets;
            this.values = values;
        }

        /** Whether the columns are all in the key. */
        public boolean keyOnly() {
            return values.isEmpty();
        }

        public void decode(byte[] key, byte[] value, @Nullable Object[] out) {
            decode(key, 0, key.length, value, 0, value.length, out);
        }

        /** The entry that a cursor stands on. */
        public void decode(KeyCursor entry, @Nullable Object[] out) {
            decode(
                    entry.keyArray(),
                    entry.keyOffset(),
                    entry.keyLength(),
                    entry.valueArray(),
                    entry.valueOffset(),
                    entry.valueLength(),
                    out);
        }

        public void decode(
                byte[] key,
                int keyOffset,
                int keyLength,
                byte[] value,
                int valueOffset,
                int valueLength,
                @Nullable Object[] out) {
            if (keyFormat != null) {
                keyFormat.decode(key, keyOffset, keyLength, keyTargets, out);
            }
            values.decode(value, valueOffset, valueLength, out);
        }
    }
}
