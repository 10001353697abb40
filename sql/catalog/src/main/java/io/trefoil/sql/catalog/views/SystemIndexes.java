package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.SystemColumn;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The indexes of PostgreSQL's own tables: all of them are btrees on plain columns with default operator classes. */
final class SystemIndexes {
    private SystemIndexes() {}

    static @Nullable String definition(SystemRelation index, boolean pretty) {
        GenericRow row = rowOf(index.oid());
        SystemRelation table = tableOf(index);
        if (row == null || table == null) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        for (SystemColumn column : index.columns()) {
            keys.add(Identifiers.quote(column.name()));
        }
        String schema = pretty ? "" : "pg_catalog.";
        return "CREATE " + (text(row, "indisunique").equals("t") ? "UNIQUE " : "") + "INDEX " + index.name() + " ON "
                + schema + table.name() + " USING btree (" + String.join(", ", keys) + ")";
    }

    /** The table that an index is on. */
    static @Nullable SystemRelation tableOf(SystemRelation index) {
        GenericRow row = rowOf(index.oid());
        return row == null ? null : BuiltinCatalog.instance().relation(number(row, "indrelid"));
    }

    private static @Nullable GenericRow rowOf(int index) {
        for (GenericRow row : BuiltinCatalog.instance().rows("pg_index")) {
            if (number(row, "indexrelid") == index) {
                return row;
            }
        }
        return null;
    }

    private static int number(GenericRow row, String column) {
        return Integer.parseInt(text(row, column));
    }

    private static String text(GenericRow row, String column) {
        String value = row.value(column);
        return value == null ? "" : value;
    }
}
