package io.trefoil.sql.catalog.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the catalog file as it stands there: the text form of each column's value, null for SQL NULL. */
public final class GenericRow {
    private final String[] columns;
    private final @Nullable String[] values;

    private GenericRow(String[] columns, @Nullable String[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** The place of a column in rows of this table, or -1 when the file leaves the column out. */
    public int position(String column) {
        return Arrays.asList(columns).indexOf(column);
    }

    /** The value at a {@link #position}. */
    public @Nullable String value(int position) {
        return values[position];
    }

    /** The value of a column; null when it is SQL NULL or the file leaves the column out. */
    public @Nullable String value(String column) {
        int position = position(column);
        return position < 0 ? null : values[position];
    }

    static List<GenericRow> readAll(RowReader reader) {
        String[] columns = reader.columns();
        List<GenericRow> rows = new ArrayList<>();
        while (reader.next()) {
            @Nullable String[] values = new @Nullable String[columns.length];
            for (int i = 0; i < columns.length; i++) {
                values[i] = reader.textOrNull(i);
            }
            rows.add(new GenericRow(columns, values));
        }
        return List.copyOf(rows);
    }
}
