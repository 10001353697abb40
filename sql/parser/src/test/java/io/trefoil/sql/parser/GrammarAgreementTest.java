package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares this grammar with PostgreSQL's own on mutated statements: accepted or not, and where the error is. Skipped
 * where PostgreSQL 15 is not installed. {@code -Dparser.mutants=N -Dparser.seed=S} runs more or others, and prints the
 * disagreements.
 */
final class GrammarAgreementTest {
    private static final int COUNT = Integer.getInteger("parser.mutants", 4000);
    private static final long SEED = Long.getLong("parser.seed", 20261120L);
    /** Checked in so that the grammar does not get worse unseen. */
    private static final double VERDICT_FLOOR = 0.999;

    private static final double POSITION_FLOOR = 0.998;

    /** Division by zero: the statement before the one in question was run. */
    private static final String ACCEPTED = "22012";

    private static Optional<PostgresGrammar> postgres = Optional.empty();

    @BeforeAll
    static void start() {
        postgres = PostgresGrammar.start();
    }

    @AfterAll
    static void stop() {
        postgres.ifPresent(PostgresGrammar::close);
    }

    /** Verdict of one parser: SQLSTATE (empty when accepted), message, position. */
    record Verdict(String state, String message, int position) {
        boolean rejects() {
            return state.equals(SqlState.SYNTAX_ERROR.code());
        }
    }

    private static Verdict ours(String sql) {
        try {
            SqlParser.parse(sql);
            return new Verdict("", "", 0);
        } catch (SqlStateException e) {
            return new Verdict(e.state().code(), e.text(), e.position());
        }
    }

    @Test
    void mutantsAreAcceptedAndRejectedAsPostgresDoesIt() {
        Assumptions.assumeTrue(postgres.isPresent(), "PostgreSQL 15 is not installed");
        PostgresGrammar oracle = postgres.orElseThrow();
        List<String> statements = new ArrayList<>(StatementSamples.statements());
        statements.addAll(StatementSamples.grammar());
        statements.removeIf(sql -> ours(sql).state().equals(SqlState.FEATURE_NOT_SUPPORTED.code()));
        Mutants mutants = new Mutants(SEED, statements);
        int agree = 0;
        int rejectedByBoth = 0;
        int samePosition = 0;
        int sameMessage = 0;
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String sql = mutants.of(statements.get(i % statements.size()));
            PostgresGrammar.Answer theirs = oracle.ask(sql);
            Verdict mine = ours(sql);
            boolean same = theirs.isSyntaxError() == mine.rejects();
            if (same) {
                agree++;
            }
            boolean differs = !same;
            if (same && mine.rejects()) {
                rejectedByBoth++;
                boolean position = theirs.position() == mine.position();
                samePosition += position ? 1 : 0;
                sameMessage += theirs.message().equals(mine.message()) ? 1 : 0;
                differs = !position || !theirs.message().equals(mine.message());
            }
            if (differs) {
                disagreements.add("PG   " + theirs.state() + " " + theirs.message() + " @" + theirs.position()
                        + "\nours " + mine.state() + " " + mine.message() + " @" + mine.position()
                        + "\n" + around(sql, Math.max(theirs.position(), mine.position())) + "\n");
            }
        }
        System.out.printf(
                "grammar agreement: seed %d, %d mutants, verdict %.2f %%; rejected by both %d,"
                        + " position %.2f %%, message %.2f %%%n",
                SEED,
                COUNT,
                100.0 * agree / COUNT,
                rejectedByBoth,
                100.0 * samePosition / rejectedByBoth,
                100.0 * sameMessage / rejectedByBoth);
        if (System.getProperty("parser.mutants") != null) {
            disagreements.forEach(System.out::println);
        }
        assertThat((double) agree / COUNT).as("verdicts").isGreaterThanOrEqualTo(VERDICT_FLOOR);
        assertThat((double) samePosition / rejectedByBoth).as("positions").isGreaterThanOrEqualTo(POSITION_FLOOR);
    }

    private static String around(String sql, int position) {
        int start = Math.max(0, position - 300);
        return sql.substring(start, Math.min(sql.length(), position + 100));
    }

    @Test
    void corpusStatementsAreJudgedAsPostgresDoesIt() {
        Assumptions.assumeTrue(postgres.isPresent(), "PostgreSQL 15 is not installed");
        PostgresGrammar oracle = postgres.orElseThrow();
        for (String sql : StatementSamples.statements()) {
            assertThat(ours(sql).rejects()).as(sql).isEqualTo(oracle.ask(sql).isSyntaxError());
        }
    }

    @Test
    void everyProductionGivesTheErrorOfPostgres() {
        Assumptions.assumeTrue(postgres.isPresent(), "PostgreSQL 15 is not installed");
        PostgresGrammar oracle = postgres.orElseThrow();
        List<String> statements = new ArrayList<>(StatementSamples.grammar());
        statements.addAll(LexerSamples.QUERIES);
        for (String sql : statements) {
            PostgresGrammar.Answer theirs = oracle.ask(sql);
            Verdict mine = ours(sql);
            boolean accepted = theirs.state().equals(ACCEPTED);
            if (accepted && mine.state().equals(SqlState.FEATURE_NOT_SUPPORTED.code())) {
                continue;
            }
            Verdict expected = accepted
                    ? new Verdict("", "", 0)
                    : new Verdict(theirs.state(), theirs.message(), theirs.position());
            assertThat(mine).as(sql).isEqualTo(expected);
        }
    }
}
