package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.random.DifferentialRun;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Random statements on Trefoil and PostgreSQL. {@code -Dtck.seed=N} begins with that round, {@code -Dtck.random.seconds=N}
 * gives more time than the half minute of a normal build.
 */
class RandomDifferentialTest {
  @Test
  void randomStatementsHaveTheSameAnswersOnBothServers() {
    long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
    DifferentialRun run = new DifferentialRun(TrefoilTarget.memory(), ScriptTests.postgres());
    run.run(seed, Duration.ofSeconds(Integer.getInteger("tck.random.seconds", 30)));
    System.out.printf("%d random statements compared, first seed %d%n", run.statements(), seed);
    assertThat(run.differences()).as("differences").isEmpty();
  }
}
