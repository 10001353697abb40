package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The statements that psql 15, pgjdbc 42.7.7, Hibernate 7.1, DBeaver and a collector of hard cases send, on Trefoil and on
 * PostgreSQL with the same schema. A statement runs when it ends as on PostgreSQL: well, or with the same SQLSTATE. Prints
 * what does not and why. The floors rise as features come.
 */
class CorpusRunTest {
    private static final int RUNNING_MIN = 286;
    /** Lists of schemas have one more here: trefoil_catalog. */
    private static final int SAME_ROWS_MIN = 268;

    @Test
    void nearlyAllStatementsOfClientsRunAsOnPostgres() {
        CorpusRun run = CorpusRun.of(TrefoilTarget.memory(), ScriptTests.postgres(), CorpusRun.FILES);
        System.out.println("Statements that end otherwise than on PostgreSQL:");
        run.refused().forEach(System.out::println);
        System.out.println("Statements with other rows than on PostgreSQL:");
        run.different().forEach(System.out::println);
        System.out.print(run);
        assertThat(run.running()).as("statements that run").isGreaterThanOrEqualTo(RUNNING_MIN);
        assertThat(run.same()).as("statements with the same rows").isGreaterThanOrEqualTo(SAME_ROWS_MIN);
    }

    @Test
    void everyQueryOfPsqlRuns() {
        CorpusRun run = CorpusRun.of(TrefoilTarget.memory(), ScriptTests.postgres(), List.of("psql"));
        assertThat(run.refused()).isEmpty();
    }
}
