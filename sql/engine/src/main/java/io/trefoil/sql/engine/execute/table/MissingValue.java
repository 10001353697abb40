package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.types.TextFormat;
import org.jspecify.annotations.Nullable;

/** The value of a column in rows that were written before the column was added. */
final class MissingValue {
    private MissingValue() {}

    /** Reads {@link Column#missingSql}: a plain literal such as {@code 42}, {@code true} or {@code 'it''s'}, cast or not. */
    static @Nullable Object of(Column column) {
        String sql = column.missingSql();
        if (sql == null || sql.equalsIgnoreCase("NULL")) {
            return null;
        }
        String text = sql.startsWith("'") || sql.startsWith("E'") ? unquote(sql) : sql;
        return column.type().parse(text, column.typmod(), TextFormat.DEFAULT);
    }

    private static String unquote(String literal) {
        boolean escapes = literal.startsWith("E");
        StringBuilder text = new StringBuilder();
        int at = escapes ? 2 : 1;
        while (at < literal.length()) {
            char next = literal.charAt(at);
            if (next == '\'' && (at + 1 == literal.length() || literal.charAt(at + 1) != '\'')) {
                break;
            }
            if (next == '\'' || escapes && next == '\\') {
                at++;
            }
            text.append(literal.charAt(at++));
        }
        return text.toString();
    }
}
