package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.junit.jupiter.api.Test;

/** Everything real clients send must parse. */
final class CorpusTest {
    private static final int STATEMENTS = 311;

    @Test
    void allButTheStatementThatPostgresRejectsParse() {
        int parsed = 0;
        for (String sql : StatementSamples.statements()) {
            if (sql.contains(StatementSamples.REJECTED_PART)) {
                continue;
            }
            assertThat(SqlParser.parse(sql)).as(sql).hasSize(1);
            parsed++;
        }
        assertThat(parsed).isEqualTo(STATEMENTS - 1);
    }

    @Test
    void hexadecimalAndUnderscoredNumbersAreRejectedAsInRelease15() {
        assertThatThrownBy(() -> SqlParser.parse("SELECT 1e5, .5, 1., 0x1F, 1_000"))
                .isInstanceOfSatisfying(SqlStateException.class, e -> {
                    assertThat(e.state()).isEqualTo(SqlState.SYNTAX_ERROR);
                    assertThat(e.text()).isEqualTo("trailing junk after numeric literal at or near \"0x1F\"");
                    assertThat(e.position()).isEqualTo(21);
                });
    }
}
