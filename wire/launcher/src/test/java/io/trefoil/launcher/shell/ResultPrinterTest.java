package io.trefoil.launcher.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.shell.Outcome.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected tables were printed by psql 15. */
class ResultPrinterTest {
    private static final Column A = new Column("a", 23);
    private static final Column NAME = new Column("long name", 25);
    private static final Column FLAG = new Column("b", 16);

    @Test
    void tableAlignsNumbersToTheRightAndCentresHeadings() {
        assertThat(print(ResultPrinter.Format.table, List.of(A, NAME), row("100", "x"), row("2", null)))
                .isEqualTo("""
                      a  | long name\s
                    -----+-----------
                     100 | x
                       2 |\s
                    (2 rows)

                    """);
    }

    @Test
    void tableContinuesCellsOfSeveralLines() {
        assertThat(print(ResultPrinter.Format.table, List.of(NAME, A), row("one\ntwo", "1")))
                .isEqualTo("""
                     long name | a\s
                    -----------+---
                     one      +| 1
                     two       |\s
                    (1 row)

                    """);
    }

    @Test
    void tableCountsWideCharactersTwice() {
        assertThat(print(ResultPrinter.Format.table, List.of(NAME, A), row("日本", "1")))
                .contains(" 日本      | 1\n");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertThat(print(
                        ResultPrinter.Format.csv,
                        List.of(A, NAME),
                        row("1", "a,\"b\""),
                        row("2", null),
                        row("3", "\\.")))
                .isEqualTo("a,long name\n1,\"a,\"\"b\"\"\"\n2,\n3,\"\\.\"\n");
    }

    @Test
    void jsonKeepsTypesAndBothOfTwoColumnsOfOneName() {
        assertThat(print(
                        ResultPrinter.Format.json,
                        List.of(A, A, FLAG, NAME),
                        row("1", "NaN", "t", "q\"\n"),
                        row(null, "2", "f", null)))
                .isEqualTo("""
                    [
                      {"a": 1, "a_2": "NaN", "b": true, "long name": "q\\"\\n"},
                      {"a": null, "a_2": 2, "b": false, "long name": null}
                    ]
                    """);
    }

    private static @Nullable String[] row(@Nullable String... cells) {
        return cells;
    }

    private static String print(ResultPrinter.Format format, List<Column> columns, @Nullable String[]... rows) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        format.printer.print(new Outcome.Rows(columns, List.of(rows)), out);
        out.flush();
        return text.toString();
    }
}
