package io.trefoil.launcher.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    @Test
    void cutsAtSemicolonsAndDropsEmptyStatements() {
        assertThat(StatementSplitter.split("select 1; ; select 2;\n -- done\n").all())
                .containsExactly("select 1", "select 2");
        assertThat(StatementSplitter.split("select 1; select").all()).containsExactly("select 1", "select");
    }

    @Test
    void keepsSemicolonsInsideQuotesCommentsAndParentheses() {
        String[] whole = {
            "select 'a;''b'",
            "select \"a;\"\"b\"",
            "select $$a;b$$, $x$;$$;$x$",
            "select E'a\\';b'",
            "select 1 /* ; /* ; */ */",
            "create rule r as on insert to t do (select 1; select 2)",
            "select 1 -- ;\n + 1"
        };
        for (String statement : whole) {
            assertThat(StatementSplitter.split(statement + ";").statements()).containsExactly(statement);
        }
    }

    @Test
    void backslashIsPlainInStandardStrings() {
        assertThat(StatementSplitter.split("select 'a\\'; select 2;").statements())
                .containsExactly("select 'a\\'", "select 2");
        assertThat(StatementSplitter.split("select one'x\\'; select 2;").statements())
                .hasSize(2);
    }

    @Test
    void parameterSignsAndNamesDoNotOpenDollarQuotes() {
        assertThat(StatementSplitter.split("select $1; select a$b$; select 3;").statements())
                .hasSize(3);
    }

    @Test
    void openQuoteKeepsTheRest() {
        StatementSplitter.Split split = StatementSplitter.split("select 'a;");
        assertThat(split.statements()).isEmpty();
        assertThat(split.rest()).isEqualTo("select 'a;");
    }
}
