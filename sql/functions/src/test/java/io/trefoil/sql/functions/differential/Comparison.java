package io.trefoil.sql.functions.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.trefoil.sql.types.TextFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs calls on both sides under the same settings and reports where they differ. */
final class Comparison {
  private static final int SHOWN_MAX = 60;

  private final String zone;

  Comparison(String zone) {
    this.zone = zone;
  }

  /** Fails with the differing calls; skips visibly without PostgreSQL. */
  void check(String family, List<Call> calls) {
    List<String> differences = differences(calls);
    int shown = Math.min(SHOWN_MAX, differences.size());
    System.out.println(family + ": " + calls.size() + " calls, " + differences.size() + " differ");
    assertThat(differences.subList(0, shown)).as("%s: %s of %s calls differ", family, differences.size(), calls.size())
        .isEmpty();
  }

  private List<String> differences(List<Call> calls) {
    Optional<PostgresOracle> oracle = PostgresOracle.find();
    if (oracle.isEmpty()) {
      return abort("PostgreSQL 15 is not installed: nothing to compare with");
    }
    String settings = "set timezone = '" + zone + "'; set extra_float_digits = 1;\n";
    List<Outcome> expected = OracleSide.run(oracle.get(), settings, calls);
    TextFormat d = TextFormat.DEFAULT;
    TrefoilSide ours = new TrefoilSide(new TestSession(new TextFormat(
        ZoneId.of(zone), d.dateStyle(), d.dateOrder(), d.intervalStyle(), 1, true, d.names(), 0)));
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Outcome found = ours.run(calls.get(i), expected.get(i).type());
      if (!found.agrees(expected.get(i))) {
        differences.add("\n  " + calls.get(i).sql() + "\n    expected " + expected.get(i).text() + "\n    found    "
            + found.text());
      }
    }
    return differences;
  }
}
