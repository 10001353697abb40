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
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (GenericRow row : BuiltinCatalog.instance().rows(table)) {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        ViewColumn column = columns.get(i);
        Object value = BuiltinValue.of(column.type(), row.value(column.name()));
        values[i] = value == null ? defaults.get(column.name()) : value;
      }
      rows.add(values);
    }
    return List.copyOf(rows);
  }
}
