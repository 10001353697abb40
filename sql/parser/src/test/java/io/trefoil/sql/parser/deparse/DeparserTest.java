package io.trefoil.sql.parser.deparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trefoil.sql.parser.Mutants;
import io.trefoil.sql.parser.ParsedStatement;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.StatementSamples;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text made of a tree parses to the same tree, positions aside. */
final class DeparserTest {
    private static final int MUTANTS = Integer.getInteger("parser.mutants", 10_000);
    private static final long SEED = Long.getLong("parser.seed", 20261120L);

    @Test
    void everyStatementOfTheSamplesSurvivesTheRoundTrip() {
        List<String> failures = new ArrayList<>();
        int trees = 0;
        for (String sql : StatementSamples.all()) {
            List<ParsedStatement> parsed;
            try {
                parsed = SqlParser.parse(sql);
            } catch (SqlStateException e) {
                continue;
            }
            for (ParsedStatement statement : parsed) {
                trees++;
                check(sql, statement, failures);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(trees).isGreaterThan(1100);
    }

    private static void check(String sql, ParsedStatement statement, List<String> failures) {
        String text = Deparser.statement(statement.statement());
        String before = TreePrint.withoutPositions(statement.statement());
        try {
            List<ParsedStatement> again = SqlParser.parse(text);
            if (again.size() != 1
                    || !TreePrint.withoutPositions(again.get(0).statement()).equals(before)) {
                failures.add(sql + "\n  gave " + text + "\n  was  " + before + "\n  now  "
                        + TreePrint.withoutPositions(again.get(0).statement()));
            }
        } catch (SqlStateException e) {
            failures.add(sql + "\n  gave " + text + "\n  " + e.getMessage() + " @" + e.position());
        }
    }

    @Test
    void mutantsThatParseSurviveTheRoundTrip() {
        List<String> samples = StatementSamples.all();
        Mutants mutants = new Mutants(SEED, samples);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            String sql = mutants.of(samples.get(i % samples.size()));
            try {
                for (ParsedStatement statement : SqlParser.parse(sql)) {
                    check(sql, statement, failures);
                }
            } catch (SqlStateException e) {
                // Most mutants are no SQL.
            }
        }
        assertThat(failures).as("seed %d", SEED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a + b * c ; (a + (b * c))",
                "price >= 0.0 ; (price >= 0.0)",
                "a AND b AND NOT c OR d ; ((a AND b AND (NOT c)) OR d)",
                "now() ; now()",
                "'x'::text ; 'x'::text",
                "nextval('s'::regclass) ; nextval('s'::regclass)",
                "(a)::numeric(10,2) ; (a)::numeric(10, 2)",
                "x::timestamp(3) with time zone ; (x)::timestamp(3) with time zone",
                "x::int[] ; (x)::integer[]",
                "x at time zone 'UTC' ; (x AT TIME ZONE 'UTC')",
                "extract(epoch from x) ; EXTRACT(epoch FROM x)",
                "trim(leading 'a' from b) ; TRIM(LEADING 'a' FROM b)",
                "a is not null ; (a IS NOT NULL)",
                "a in (1, 2) ; (a IN (1, 2))",
                "a = any(b) ; (a = ANY (b))",
                "a = any((select 1)::int[]) ; (a = ANY (((SELECT 1))::integer[]))",
                "case a when 1 then 'x' else 'y' end ; CASE a WHEN 1 THEN 'x' ELSE 'y' END",
                "\"Select\" || \"order\" || value ; ((\"Select\" || \"order\") || value)",
                "'a\\b' ; E'a\\\\b'",
                "'it''s' ; 'it''s'",
                "-5 ; -5",
                "- a ; (- a)",
                "interval '1' day ; interval '1' day",
                "interval '1 day' ; interval '1 day'",
                "current_timestamp(3) ; CURRENT_TIMESTAMP(3)",
                "(a).b[1] ; (a).b[1]",
                "count(distinct a order by b) filter (where c) ; count(DISTINCT a ORDER BY b) FILTER (WHERE c)"
            })
    void expressionsComeInTheStyleOfPgGetExpr(String source, String expected) {
        assertThat(Deparser.expression(SqlParser.parseExpression(source))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | integer",
                "varchar(10) | character varying(10)",
                "char | character(1)",
                "float | double precision",
                "timestamptz | timestamptz",
                "timestamp with time zone | timestamp with time zone",
                "time(3) | time(3) without time zone",
                "bit varying(5) | bit varying(5)",
                "interval day to second(3) | interval day to second(3)",
                "app.mood[][3] | app.mood[][3]",
                "\"Mood\" | \"Mood\""
            })
    void typesComeByTheirSqlNames(String source, String expected) {
        assertThat(Deparser.type(SqlParser.parseTypeName(source))).isEqualTo(expected);
    }

    @Test
    void theSystemViewsOfPostgresSurviveTheRoundTrip() {
        for (String sql : StatementSamples.systemScripts()) {
            List<String> failures = new ArrayList<>();
            assertThatCode(() -> {
                        for (ParsedStatement statement : SqlParser.parse(sql)) {
                            check(sql.substring(statement.start(), statement.end()), statement, failures);
                        }
                    })
                    .doesNotThrowAnyException();
            assertThat(failures).isEmpty();
        }
    }
}
