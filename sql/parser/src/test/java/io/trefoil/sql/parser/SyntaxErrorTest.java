package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input gets PostgreSQL's message, SQLSTATE 42601 and the place of the fault. */
final class SyntaxErrorTest {

    static SqlStateException error(String sql) {
        return catchThrowableOfType(SqlStateException.class, () -> SqlParser.parse(sql));
    }

    static SqlStateException expressionError(String sql) {
        return catchThrowableOfType(SqlStateException.class, () -> SqlParser.parseExpression(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "SELEC 1 ; 1 ; syntax error at or near \"SELEC\"",
                "SELECT 1 FROM ; 14 ; syntax error at end of input",
                "SELECT FROM WHERE ; 13 ; syntax error at or near \"WHERE\"",
                "SELECT a b c ; 12 ; syntax error at or near \"c\"",
                "SELECT 'a' 'b' ; 12 ; syntax error at or near \"'b'\"",
                "SELECT 'abc ; 8 ; unterminated quoted string at or near \"'abc\"",
                "SELECT \"abc ; 8 ; unterminated quoted identifier at or near \"\"abc\"",
                "SELECT \"\" ; 8 ; zero-length delimited identifier at or near \"\"\"\"",
                "SELECT $$abc ; 8 ; unterminated dollar-quoted string at or near \"$$abc\"",
                "SELECT 1 /* x ; 10 ; unterminated /* comment at or near \"/* x\"",
                "SELECT 12abc ; 8 ; trailing junk after numeric literal at or near \"12abc\"",
                "SELECT $1a ; 8 ; trailing junk after parameter at or near \"$1a\"",
                "SELECT 1 FROM (SELECT 2) ; 15 ; subquery in FROM must have an alias",
                "SELECT 1 LIMIT 1, 2 ; 10 ; LIMIT #,# syntax is not supported",
                "SELECT x.*.y ; 13 ; improper use of \"*\" at end of input",
                "INSERT INTO t () VALUES (1) ; 16 ; syntax error at or near \")\"",
                "SELECT FROM FROM 'abc ; 13 ; syntax error at or near \"FROM\"",
                "CREATE ROLE r FOO ; 15 ; unrecognized role option \"foo\""
            })
    void faultsAreNamedAndPlaced(String sql, int position, String message) {
        SqlStateException error = error(sql);
        assertThat(error.state()).isEqualTo(SqlState.SYNTAX_ERROR);
        assertThat(error.text()).isEqualTo(message);
        assertThat(error.position()).isEqualTo(position);
    }
}
