package io.trefoil.launcher.shell;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/**
 * psql's aligned format: centred headings, numbers to the right, a cell of several lines continued with {@code +} at its
 * right edge, and a row count below.
 */
final class TablePrinter implements ResultPrinter {
    @Override
    public void done(String tag, PrintWriter out) {
        out.print(tag + "\n");
    }

    @Override
    public void rows(@Nullable String title, List<Column> columns, List<@Nullable String[]> rows, PrintWriter out) {
        table(title, columns, rows, out);
        out.print(rows.size() == 1 ? "(1 row)\n\n" : "(" + rows.size() + " rows)\n\n");
    }

    /** The table without the row count, for descriptions that have a footer of their own. */
    void table(@Nullable String title, List<Column> columns, List<@Nullable String[]> rows, PrintWriter out) {
        String[][] headings =
                columns.stream().map(column -> lines(column.name())).toArray(String[][]::new);
        String[][][] cells = rows.stream()
                .map(row -> Arrays.stream(row)
                        .map(cell -> lines(cell == null ? "" : cell))
                        .toArray(String[][]::new))
                .toArray(String[][][]::new);
        int[] widths = widths(headings, cells);
        if (title != null) {
            title(title, widths, out);
        }
        if (columns.isEmpty()) {
            out.print("--\n");
            return;
        }
        headings(headings, widths, out);
        rule(widths, out);
        for (String[][] row : cells) {
            row(row, columns, widths, out);
        }
    }

    private static int[] widths(String[][] headings, String[][][] rows) {
        int[] widths = new int[headings.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widest(headings[i]);
            for (String[][] row : rows) {
                widths[i] = Math.max(widths[i], widest(row[i]));
            }
        }
        return widths;
    }

    private static void title(String title, int[] widths, PrintWriter out) {
        int total = Arrays.stream(widths).sum() + 3 * widths.length - 1;
        out.print(" ".repeat(Math.max(0, (total - width(title)) / 2)) + title + "\n");
    }

    private static void headings(String[][] headings, int[] widths, PrintWriter out) {
        int height =
                Arrays.stream(headings).mapToInt(lines -> lines.length).max().orElse(1);
        for (int line = 0; line < height; line++) {
            for (int i = 0; i < headings.length; i++) {
                String text = line < headings[i].length ? headings[i][line] : "";
                int room = widths[i] - width(text);
                out.print((i == 0 ? " " : "| ") + " ".repeat(room / 2) + text + " ".repeat(room - room / 2));
                out.print(line + 1 < headings[i].length ? "+" : " ");
            }
            out.print("\n");
        }
    }

    private static void rule(int[] widths, PrintWriter out) {
        for (int i = 0; i < widths.length; i++) {
            out.print((i == 0 ? "" : "+") + "-".repeat(widths[i] + 2));
        }
        out.print("\n");
    }

    private static void row(String[][] cells, List<Column> columns, int[] widths, PrintWriter out) {
        int height = Arrays.stream(cells).mapToInt(lines -> lines.length).max().orElse(1);
        int last = cells.length - 1;
        for (int line = 0; line < height; line++) {
            for (int i = 0; i <= last; i++) {
                String text = line < cells[i].length ? cells[i][line] : "";
                boolean continued = line + 1 < cells[i].length;
                if (i == last && line >= cells[i].length) {
                    out.print(i == 0 ? "" : "| ");
                    continue;
                }
                String padding = " ".repeat(widths[i] - width(text));
                out.print(i == 0 ? " " : "| ");
                if (columns.get(i).isNumber()) {
                    out.print(padding + text);
                } else {
                    out.print(i < last || continued ? text + padding : text);
                }
                if (continued) {
                    out.print("+");
                } else if (i < last) {
                    out.print(" ");
                }
            }
            out.print("\n");
        }
    }

    /** The lines of a cell, control characters made visible the way psql shows them. */
    private static String[] lines(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
                lines[i] = visible(lines[i]);
            }
        }
        return lines;
    }

    private static String visible(String line) {
        StringBuilder out = new StringBuilder();
        for (char c : line.toCharArray()) {
            if (c == '\t') {
                out.append(" ".repeat(8 - width(out) % 8));
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c < 0x20 || c == 0x7f) {
                out.append(String.format("\\x%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int widest(String[] lines) {
        return Arrays.stream(lines).mapToInt(TablePrinter::width).max().orElse(0);
    }

    /** Columns on a terminal: wide East Asian characters take two, combining ones none. */
    private static int width(CharSequence text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
