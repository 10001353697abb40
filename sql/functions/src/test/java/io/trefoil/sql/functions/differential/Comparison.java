package io.trefoil.sql.functions.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TypeOid;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs calls on both sides under the same settings and reports where they differ. */
final class Comparison {
    private static final int SHOWN_MAX = 60;

    private final String zone;
    private final List<String> failures = new ArrayList<>();
    private double tolerance;

    Comparison(String zone) {
        this.zone = zone;
    }

    /** Lets finite float8 results differ by a relative amount: the C library rounds the last digit in its own ways. */
    Comparison tolerating(double relative) {
        tolerance = relative;
        return this;
    }

    /** Fails when any check since the start found differences. */
    void verify() {
        assertThat(failures).isEmpty();
    }

    /** Notes the differing calls for {@link #verify}; skips visibly without PostgreSQL. */
    void check(String family, List<Call> calls) {
        List<String> differences = differences(calls);
        int shown = Math.min(SHOWN_MAX, differences.size());
        System.out.println(family + ": " + calls.size() + " calls, " + differences.size() + " differ");
        if (!differences.isEmpty()) {
            failures.add("\n" + family + ": " + differences.size() + " of " + calls.size() + " calls differ"
                    + String.join("", differences.subList(0, shown)));
        }
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
            if (!found.agrees(expected.get(i), calls.get(i).signature().contains("cmp("))
                    && !close(found, expected.get(i))) {
                differences.add("\n  " + calls.get(i).sql() + "\n    expected "
                        + expected.get(i).text() + "\n    found    " + found.text());
            }
        }
        return differences;
    }

    private boolean close(Outcome found, Outcome expected) {
        if (tolerance == 0 || found.type() != TypeOid.FLOAT8 || expected.type() != TypeOid.FLOAT8) {
            return false;
        }
        try {
            double a = Double.parseDouble(found.text());
            double b = Double.parseDouble(expected.text());
            return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
