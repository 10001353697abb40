package io.trefoil.launcher.shell;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints outcomes in one of the formats of {@code --format}. */
interface ResultPrinter {
    /** The values of {@code --format}. */
    enum Format {
        table(new TablePrinter()),
        csv(new CsvPrinter()),
        json(new JsonPrinter());

        final ResultPrinter printer;

        Format(ResultPrinter printer) {
            this.printer = printer;
        }
    }

    /** Rows under an optional title. */
    void rows(@Nullable String title, List<Column> columns, List<@Nullable String[]> rows, PrintWriter out);

    /** The command tag of a statement without rows; formats made for programs leave it out. */
    default void done(String tag, PrintWriter out) {}

    default void print(Outcome outcome, PrintWriter out) {
        switch (outcome) {
            case Outcome.Rows(var columns, var rows) -> rows(null, columns, rows, out);
            case Outcome.Done(var tag) -> done(tag, out);
        }
    }
}
