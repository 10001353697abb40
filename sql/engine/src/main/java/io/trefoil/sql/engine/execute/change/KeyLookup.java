package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.table.IndexFormats;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.key.KeyRanges;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of a table by the values of some columns, in the newest state and with the running statement's own writes: how
 * foreign keys look at the other side. Uses the primary key or an index that starts with these columns, else reads the
 * whole table. Immutable.
 */
final class KeyLookup {
    private final TableFormat format;
    private final TableFormat.Decoder wholeRow;
    private final SqlType[] types;
    private final int[] positions;
    /** Where to look: the table (index null) or an index; both null to read the whole table. */
    private final @Nullable KeyFormat keys;

    private final @Nullable IndexFormat entries;
    private final int space;
    private final boolean wholeKey;
    /** For each leading key column which of the values it takes. */
    private final int[] order;

    private KeyLookup(Table table, List<Integer> columns, @Nullable Index index, boolean byPrimaryKey) {
        this.format = new TableFormat(table);
        this.wholeRow =
                format.decoder(table.columns().stream().map(Column::number).toList());
        this.types = columns.stream().map(number -> table.column(number).type()).toArray(SqlType[]::new);
        this.positions = columns.stream().mapToInt(number -> number - 1).toArray();
        this.entries = index == null ? null : IndexFormats.of(table, index);
        this.keys = entries != null ? entries.keys() : byPrimaryKey ? format.keyFormat() : null;
        this.space = index == null ? table.spaceId() : index.spaceId();
        List<Integer> keyColumns = index == null
                ? table.primaryKey()
                : index.keys().stream().map(Index.Key::column).toList();
        this.order = keys == null
                ? new int[0]
                : keyColumns.stream()
                        .limit(columns.size())
                        .mapToInt(columns::indexOf)
                        .toArray();
        this.wholeKey = keyColumns.size() == columns.size() && (index == null || index.unique());
    }

    /** The rows a foreign key points at: by the primary key or the unique index it names. */
    static KeyLookup ofReferenced(Table table, Constraint.ForeignKey key, CatalogSnapshot catalog) {
        Index index = catalog.find(key.referencedIndexOid())
                .map(found -> found instanceof Index i ? i : null)
                .orElse(null);
        return of(table, key.referencedColumns(), index == null ? List.of() : List.of(index));
    }

    /** The rows that have a foreign key. */
    static KeyLookup ofReferencing(Table table, Constraint.ForeignKey key, CatalogSnapshot catalog) {
        return of(table, key.columns(), catalog.indexes(table));
    }

    private static KeyLookup of(Table table, List<Integer> columns, List<Index> candidates) {
        if (startsWith(table.primaryKey(), columns)) {
            return new KeyLookup(table, columns, null, true);
        }
        for (Index index : candidates) {
            if (index.spaceId() != 0
                    && index.valid()
                    && index.predicateSql() == null
                    && (index.method().equals("btree") || index.method().equals("hash"))
                    && startsWith(index.keys().stream().map(Index.Key::column).toList(), columns)) {
                return new KeyLookup(table, columns, index, false);
            }
        }
        return new KeyLookup(table, columns, null, false);
    }

    private static boolean startsWith(List<Integer> keyColumns, List<Integer> columns) {
        return keyColumns.size() >= columns.size()
                && new HashSet<>(keyColumns.subList(0, columns.size())).equals(new HashSet<>(columns));
    }

    /** Types of the columns looked for. */
    SqlType[] types() {
        return types;
    }

    /** The key columns' values in the order of the key. */
    private @Nullable Object[] ordered(@Nullable Object[] values) {
        @Nullable Object[] result = new @Nullable Object[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = values[order[i]];
        }
        return result;
    }

    /** Whether there is a row with these values; with {@link Access#REFERENCE_CHECK} it stays until the transaction ends. */
    boolean exists(@Nullable Object[] values, Access access, ExecutionContext context) {
        KeyFormat format = keys;
        if (format != null && wholeKey) {
            return context.statement().get(space, format.encode(ordered(values)), access) != null;
        }
        return !find(values, 1, context).isEmpty();
    }

    /** Keys of rows with these values, at most so many. */
    List<byte[]> find(@Nullable Object[] values, int limit, ExecutionContext context) {
        KeyRange range =
                keys == null ? KeyRange.all(space) : KeyRanges.prefix(keys, space, ordered(values), order.length);
        List<byte[]> found = new ArrayList<>();
        try (KeyCursor cursor = context.statement().scan(ScanRequest.of(range).with(Access.LATEST))) {
            while (found.size() < limit && cursor.next()) {
                context.rowPassed();
                if (entries != null) {
                    found.add(entries.rowKey(
                            cursor.keyArray(),
                            cursor.keyOffset(),
                            cursor.keyLength(),
                            cursor.valueArray(),
                            cursor.valueOffset(),
                            cursor.valueLength()));
                } else if (keys != null || matches(row(cursor.key(), cursor.value()), values)) {
                    found.add(cursor.key());
                }
            }
        }
        return found;
    }

    /** Whether a row has exactly these values, nulls included. */
    boolean existsIdentical(@Nullable Object[] values, ExecutionContext context) {
        if (!Arrays.asList(values).contains(null)) {
            return exists(values, Access.LATEST, context);
        }
        ScanRequest request = ScanRequest.of(KeyRange.all(format.space())).with(Access.LATEST);
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                context.rowPassed();
                if (identical(row(cursor.key(), cursor.value()), values)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean identical(@Nullable Object[] row, @Nullable Object[] values) {
        for (int i = 0; i < positions.length; i++) {
            Object a = row[positions[i]];
            Object b = values[i];
            if (a == null || b == null ? a != b : !types[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** The whole row of a stored one. */
    @Nullable
    Object[] row(byte[] key, byte[] value) {
        @Nullable Object[] row = new @Nullable Object[format.table().columns().size()];
        wholeRow.decode(key, value, row);
        return row;
    }

    /** Whether a whole row has these values. */
    boolean matches(@Nullable Object[] row, @Nullable Object[] values) {
        for (int i = 0; i < positions.length; i++) {
            Object a = row[positions[i]];
            Object b = values[i];
            if (a == null || b == null || !types[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return format.table().name() + Arrays.toString(positions);
    }
}
