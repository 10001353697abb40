package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own rows of a catalog table, as the view's rows; made once and shared by all readers. */
final class BuiltinRows {
    private static final Map<String, List<@Nullable Object[]>> ROWS = new ConcurrentHashMap<>();

    private BuiltinRows() {}

    /**
     * The rows of a table of the catalog file.
     *
     * @param defaults values of columns that the file leaves out because they are the same in every row
     */
    static List<@Nullable Object[]> of(String table, List<ViewColumn> columns, Map<String, Object> defaults) {
        return ROWS.computeIfAbsent(table, name -> read(name, columns, defaults));
    }

    private static List<@Nullable Object[]> read(String table, List<ViewColumn> columns, Map<String, Object> defaults) {
        List<GenericRow> source = BuiltinCatalog.instance().rows(table);
        if (source.isEmpty()) {
            return List.of();
        }
        int[] positions = columns.stream()
                .mapToInt(column -> source.getFirst().position(column.name()))
                .toArray();
        List<@Nullable Object[]> rows = new ArrayList<>(source.size());
        for (GenericRow row : source) {
            @Nullable Object[] values = new @Nullable Object[positions.length];
            for (int i = 0; i < positions.length; i++) {
                String text = positions[i] < 0 ? null : row.value(positions[i]);
                Object value = BuiltinValue.of(columns.get(i).type(), text);
                values[i] = value == null ? defaults.get(columns.get(i).name()) : value;
            }
            rows.add(values);
        }
        return List.copyOf(rows);
    }
}
