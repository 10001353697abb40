package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.random.DifferentialRun;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Random statements on Trefoil and PostgreSQL. A normal build runs the same few rounds each time, so that it says the same
 * of the same code; {@code -Dtck.seed=N} begins with another round, {@code -Dtck.random.rounds=N} and
 * {@code -Dtck.random.seconds=N} go on for longer.
 */
class RandomDifferentialTest {
    private static final long FIRST_SEED = 1;

    @Test
    void randomStatementsHaveTheSameAnswersOnBothServers() {
        long seed = Long.getLong("tck.seed", FIRST_SEED);
        DifferentialRun run = new DifferentialRun(TrefoilTarget.memory(), ScriptTests.postgres());
        run.run(
                seed,
                Integer.getInteger("tck.random.rounds", 6),
                Duration.ofSeconds(Integer.getInteger("tck.random.seconds", 120)));
        System.out.printf("%d random statements compared, first seed %d%n", run.statements(), seed);
        assertThat(run.differences()).as("differences").isEmpty();
    }
}
