package io.trefoil.launcher.shell;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180) with a header line, quoted as {@code psql --csv} does; NULL is empty. */
final class CsvPrinter implements ResultPrinter {
    @Override
    public void rows(@Nullable String title, List<Column> columns, List<@Nullable String[]> rows, PrintWriter out) {
        line(columns.stream().map(Column::name).toArray(String[]::new), out);
        for (@Nullable String[] row : rows) {
            line(row, out);
        }
    }

    private static void line(@Nullable String[] cells, PrintWriter out) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.print(',');
            }
            String cell = cells[i];
            if (cell != null) {
                out.print(quoted(cell));
            }
        }
        out.print('\n');
    }

    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') && !cell.equals("\\.");
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
