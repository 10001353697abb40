package io.trefoil.sql.catalog.views;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrettyExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(price >= (0)::numeric) | price >= 0::numeric",
                "((a IS NOT NULL) OR (b > 3)) | a IS NOT NULL OR b > 3",
                "((price > (1)::numeric) AND (active OR ((name)::text <> 'z'::text))) "
                        + "| price > 1::numeric AND (active OR name::text <> 'z'::text)",
                "(((a > 0) AND (b > 0)) OR (c > 0)) | a > 0 AND b > 0 OR c > 0",
                "(NOT ((a > 0) AND (b > 0))) | NOT (a > 0 AND b > 0)",
                "((a + b) > 0) | (a + b) > 0",
                "((a = ANY (ARRAY['x'::text, 'y (z'::text])) AND (b IS NULL)) | a = ANY (ARRAY['x'::text, 'y"
                        + " (z'::text]) AND b IS NULL",
                "lower((b)::text) | lower(b::text)",
                "(('-1'::integer)::numeric * x) | '-1'::integer::numeric * x"
            })
    void needlessParenthesesGo(String stored, String pretty) {
        assertThat(PrettyExpression.of(stored)).isEqualTo(pretty);
    }
}
