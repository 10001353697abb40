package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.parser.ast.Operation.And;
import io.trefoil.sql.parser.ast.Operation.Or;
import io.trefoil.sql.parser.deparse.Deparser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators bind as in PostgreSQL; the deparser's parentheses show how. */
final class PrecedenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 ^ 2 ; (1 + (2 * (3 ^ 2)))",
                "2 ^ 3 ^ 2 ; ((2 ^ 3) ^ 2)",
                "a - b - c ; ((a - b) - c)",
                "-2 ^ 2 ; (-2 ^ 2)",
                "-a ^ 2 ; ((- a) ^ 2)",
                "- a::int ; (- (a)::integer)",
                "-5::int2 ; (- (5)::int2)",
                "1 + 2::int * 3 ; (1 + ((2)::integer * 3))",
                "'x' || 1 + 1 ; ('x' || (1 + 1))",
                "a || b = c ; ((a || b) = c)",
                "a -> 'b' ->> 'c' = 'd' ; (((a -> 'b') ->> 'c') = 'd')",
                "@ -5 + 3 ; (@ (-5 + 3))",
                "not a = b and c or d ; (((NOT (a = b)) AND c) OR d)",
                "a or b and c ; (a OR (b AND c))",
                "not a is null ; (NOT (a IS NULL))",
                "a = b is null ; ((a = b) IS NULL)",
                "a = not b ; (a = (NOT b))",
                "a < b in (c) ; (a < (b IN (c)))",
                "a between b and c and d ; ((a BETWEEN b AND c) AND d)",
                "a between b + 1 and c || d ; (a BETWEEN (b + 1) AND (c || d))",
                "a like b || c escape 'd' ; (a LIKE (b || c) ESCAPE 'd')",
                "a at time zone b || c ; ((a AT TIME ZONE b) || c)",
                "-a at time zone b ; ((- a) AT TIME ZONE b)",
                "a || b collate \"C\" ; (a || (b COLLATE \"C\"))",
                "a operator(pg_catalog.+) b * c ; (a OPERATOR(pg_catalog.+) (b * c))",
                "a.b[1].c::text ; (a.b[1].c)::text",
                "a = any (b) = c ; ((a = ANY (b)) = c)"
            })
    void operatorsBindByTheTable(String source, String expected) {
        assertThat(Deparser.expression(SqlParser.parseExpression(source))).isEqualTo(expected);
    }

    @Test
    void chainsOfAndAndOrAreFlat() {
        assertThat(SqlParser.parseExpression("a and b and (c and d) and e"))
                .isInstanceOfSatisfying(
                        And.class, and -> assertThat(and.operands()).hasSize(4));
        assertThat(SqlParser.parseExpression("(a or b) or c or d"))
                .isInstanceOfSatisfying(
                        Or.class, or -> assertThat(or.operands()).hasSize(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a < b < c ; 7",
                "a = b = c ; 7",
                "a is distinct from b is null ; 22",
                "a like b like c ; 10",
                "a in (1) < b < c ; 14",
                "a between 1 and 2 between b and c ; 19"
            })
    void comparisonsDoNotChain(String source, int position) {
        assertThat(SyntaxErrorTest.expressionError(source).position()).isEqualTo(position);
    }
}
