package io.trefoil.sql.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every function name with up to two arguments means what it means to PostgreSQL 15. */
class FunctionMatrixTest {
    /** The call has no business where the question was asked (count() without a star): nothing to compare. */
    private static final String NOT_COMPARABLE = "42809";

    private final TypeResolver resolver = TypeResolver.builtin();

    @Test
    void everyFunctionThatPostgresFindsIsFound() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String[] line : Expected.lines("functions.txt")) {
            String wanted = line.length == 4 ? line[2] + " " + line[3] : line[2];
            String actual = answer(line[0], line[1]);
            if (!wanted.equals(NOT_COMPARABLE) && !actual.equals(wanted)) {
                wrong.add(line[0] + " " + line[1] + ": " + actual + " but PostgreSQL says " + wanted);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noFunctionOfOneArgumentIsFoundWherePostgresFindsNone() throws IOException {
        Map<String, Set<String>> accepted = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>();
        for (String[] line : Expected.lines("functions.txt")) {
            accepted.computeIfAbsent(line[0], name -> new TreeSet<>()).add(line[1]);
            types.addAll(Arrays.asList(line[1].split(",")));
        }
        types.remove("-");
        List<String> wrong = new ArrayList<>();
        accepted.forEach((name, known) -> {
            for (String type : types) {
                String actual = known.contains(type) ? "" : answer(name, type);
                if (!actual.isEmpty() && !actual.equals(SqlState.UNDEFINED_FUNCTION.code())) {
                    wrong.add(name + " " + type + ": " + actual);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private String answer(String name, String types) {
        Integer[] arguments = types.equals("-")
                ? new Integer[0]
                : Arrays.stream(types.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
        try {
            return switch (resolver.function(FunctionCall.builtin(name, arguments))) {
                case FunctionMatch.Call call -> call.function().oid() + " " + call.result();
                case FunctionMatch.Cast cast -> "cast";
            };
        } catch (SqlStateException e) {
            return e.state().code();
        }
    }
}
