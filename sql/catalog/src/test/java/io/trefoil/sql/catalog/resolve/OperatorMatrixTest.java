package io.trefoil.sql.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every operator name with every pair of operand types means what it means to PostgreSQL 15. */
class OperatorMatrixTest {
    private final TypeResolver resolver = TypeResolver.builtin();

    @Test
    void everyOperatorOnEveryPairOfTypesAgreesWithPostgres() throws IOException {
        Map<String, String> expected = new HashMap<>();
        Set<Integer> types = new TreeSet<>();
        for (String[] line : Expected.lines("operators.txt")) {
            String answer = line.length == 5 ? line[3] + " " + line[4] : line[3];
            expected.put(line[0] + " " + line[1] + " " + line[2], answer);
            types.add(Integer.valueOf(line[2]));
        }
        types.remove(0);
        Set<String> infix = names(false);
        Set<String> prefix = names(true);
        List<String> wrong = new ArrayList<>();
        int combinations = 0;
        for (String name : infix) {
            for (int left : types) {
                for (int right : types) {
                    combinations++;
                    check(expected, name, left, right, wrong);
                }
            }
        }
        for (String name : prefix) {
            for (int operand : types) {
                combinations++;
                check(expected, name, 0, operand, wrong);
            }
        }
        assertThat(wrong).as("of %d combinations", combinations).isEmpty();
        assertThat(combinations).isGreaterThan(130_000);
    }

    private static Set<String> names(boolean prefix) {
        return BuiltinCatalog.instance().operators().stream()
                .filter(row -> row.isPrefix() == prefix)
                .map(OperatorRow::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(Map<String, String> expected, String name, int left, int right, List<String> wrong) {
        String actual;
        try {
            ResolvedOperator found = left == 0 ? resolver.prefix(name, right) : resolver.infix(name, left, right);
            actual = found.operator().oid() + " " + found.result();
        } catch (SqlStateException e) {
            actual = e.state().code();
        }
        String key = name + " " + left + " " + right;
        String wanted = expected.getOrDefault(key, SqlState.UNDEFINED_FUNCTION.code());
        if (!actual.equals(wanted)) {
            wrong.add(key + ": " + actual + " but PostgreSQL says " + wanted);
        }
    }
}
