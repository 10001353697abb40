package io.trefoil.launcher.shell;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON array (RFC 8259) a result set, one object a row and line. Numbers, booleans and json are written as
 * themselves, all other types as strings; a second column of one name gets a number so that no value is lost.
 */
final class JsonPrinter implements ResultPrinter {
    private static final int BOOL = 16;
    private static final Set<Integer> JSON = Set.of(114, 3802);
    private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 700, 701, 1700);

    @Override
    public void rows(@Nullable String title, List<Column> columns, List<@Nullable String[]> rows, PrintWriter out) {
        List<String> names = distinctNames(columns);
        out.print('[');
        String separator = "\n  ";
        for (@Nullable String[] row : rows) {
            out.print(separator);
            separator = ",\n  ";
            for (int i = 0; i < row.length; i++) {
                out.print((i == 0 ? "{" : ", ") + string(names.get(i)) + ": " + value(row[i], columns.get(i)));
            }
            out.print(row.length == 0 ? "{}" : "}");
        }
        out.print(rows.isEmpty() ? "]\n" : "\n]\n");
    }

    private static List<String> distinctNames(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>(columns.size());
        for (Column column : columns) {
            String name = column.name();
            for (int n = 2; !taken.add(name); n++) {
                name = column.name() + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static String value(@Nullable String cell, Column column) {
        if (cell == null) {
            return "null";
        }
        if (column.typeOid() == BOOL) {
            return cell.equals("t") ? "true" : "false";
        }
        if (JSON.contains(column.typeOid())) {
            return cell;
        }
        boolean finite = !cell.isEmpty() && !cell.endsWith("NaN") && !cell.endsWith("Infinity");
        return NUMBERS.contains(column.typeOid()) && finite ? cell : string(cell);
    }

    private static String string(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
