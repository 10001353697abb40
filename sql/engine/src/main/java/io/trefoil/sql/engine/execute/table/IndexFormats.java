package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.records.key.KeyColumn;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.row.RowDecoder;
import io.trefoil.sql.records.row.RowEncoder;
import io.trefoil.sql.records.row.RowFormat;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry formats of a table's secondary indexes, from their catalog objects. */
public final class IndexFormats {
    private IndexFormats() {}

    public static KeyFormat keys(Table table, Index index) {
        return new KeyFormat(index.keys().stream()
                .map(key -> new KeyColumn(type(table, key), key.descending(), key.nullsFirst()))
                .toList());
    }

    private static SqlType type(Table table, Index.Key key) {
        return key.column() > 0 ? table.column(key.column()).type() : expressionType(table, key.typeOid());
    }

    /** An expression has a type of PostgreSQL's own or that of a column: see CREATE INDEX. */
    private static SqlType expressionType(Table table, int oid) {
        return SqlTypes.find(oid)
                .or(() -> table.columns().stream()
                        .map(Column::type)
                        .filter(type -> type.oid() == oid)
                        .findFirst())
                .orElseGet(() -> SqlTypes.require(oid));
    }

    public static IndexFormat of(Table table, Index index) {
        RowEncoder included = index.included().isEmpty()
                ? null
                : new RowEncoder(
                        includedFormat(table, index),
                        index.included().stream().mapToInt(number -> number - 1).toArray());
        return new IndexFormat(keys(table, index), index.unique(), index.nullsNotDistinct(), included);
    }

    private static RowFormat includedFormat(Table table, Index index) {
        return new RowFormat(index.included().stream()
                .map(number -> table.column(number).type())
                .toList());
    }

    /**
     * Whether all these columns (by attnum) can be read from the index alone. Key columns of types whose keys do not keep
     * every detail (numeric, float, interval, char(n)) cannot; the table's primary key can, as entries hold the row's key.
     */
    public static boolean covers(Table table, Index index, List<Integer> attributes) {
        if (index.spaceId() == 0) {
            return false;
        }
        for (int attribute : attributes) {
            if (!table.column(attribute).dropped()
                    && keyPosition(table, index, attribute) < 0
                    && primaryKeyPosition(table, attribute) < 0
                    && !index.included().contains(attribute)) {
                return false;
            }
        }
        return true;
    }

    private static int keyPosition(Table table, Index index, int attribute) {
        for (int i = 0; i < index.keys().size(); i++) {
            if (index.keys().get(i).column() == attribute
                    && KeyColumn.ascending(table.column(attribute).type()).lossless()) {
                return i;
            }
        }
        return -1;
    }

    private static int primaryKeyPosition(Table table, int attribute) {
        int position = table.primaryKey().indexOf(attribute);
        return position >= 0
                        && KeyColumn.ascending(table.column(attribute).type()).lossless()
                ? position
                : -1;
    }

    /** A decoder of columns that the index {@link #covers}, into positions 0, 1, ... of a row. */
    static CoveringDecoder coveringDecoder(Table table, Index index, List<Integer> attributes) {
        int[] keyTargets = new int[index.keys().size()];
        int[] primaryKeyTargets = new int[table.primaryKey().size()];
        Arrays.fill(keyTargets, -1);
        Arrays.fill(primaryKeyTargets, -1);
        List<Integer> included = new ArrayList<>();
        List<Integer> includedTargets = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            int attribute = attributes.get(i);
            int key = keyPosition(table, index, attribute);
            int primaryKey = primaryKeyPosition(table, attribute);
            if (table.column(attribute).dropped()) {
                continue;
            } else if (key >= 0) {
                keyTargets[key] = i;
            } else if (primaryKey >= 0) {
                primaryKeyTargets[primaryKey] = i;
            } else {
                included.add(index.included().indexOf(attribute));
                includedTargets.add(i);
            }
        }
        RowDecoder values = included.isEmpty()
                ? null
                : new RowDecoder(
                        includedFormat(table, index),
                        included.stream().mapToInt(Integer::intValue).toArray(),
                        includedTargets.stream().mapToInt(Integer::intValue).toArray(),
                        Collections.nCopies(included.size(), null));
        boolean readsPrimaryKey = Arrays.stream(primaryKeyTargets).anyMatch(target -> target >= 0);
        return new CoveringDecoder(
                of(table, index),
                keyTargets,
                readsPrimaryKey ? new TableFormat(table).keyFormat() : null,
                primaryKeyTargets,
                values);
    }

    /** Reads columns of a row from an index entry. Immutable. */
    record CoveringDecoder(
            IndexFormat format,
            int[] keyTargets,
            @Nullable KeyFormat primaryKey,
            int[] primaryKeyTargets,
            @Nullable RowDecoder included) {
        void decode(
                byte[] key,
                int keyOffset,
                int keyLength,
                byte[] value,
                int valueOffset,
                int valueLength,
                @Nullable Object[] out) {
            format.keys().decode(key, keyOffset, keyLength, keyTargets, out);
            if (primaryKey != null) {
                byte[] rowKey = format.rowKey(key, keyOffset, keyLength, value, valueOffset, valueLength);
                primaryKey.decode(rowKey, 0, rowKey.length, primaryKeyTargets, out);
            }
            if (included != null) {
                int start = format.includedOffset(key, keyOffset, keyLength, value, valueOffset, valueLength);
                included.decode(value, start, valueOffset + valueLength - start, out);
            }
        }
    }
}
