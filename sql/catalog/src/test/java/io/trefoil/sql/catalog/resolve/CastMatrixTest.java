package io.trefoil.sql.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every pair of types converts, or does not, as in PostgreSQL 15, in each of the three contexts. */
class CastMatrixTest {
    /** Rows and arrays of rows: PostgreSQL decides about them by the expression, not by its type alone. */
    private static final Set<Integer> ROWS = Set.of(83, 210, 2249);

    private final TypeResolver resolver = TypeResolver.builtin();

    @Test
    void everyPairOfTypesAgreesWithPostgres() throws IOException {
        Map<String, String> expected = new HashMap<>();
        Set<Integer> types = new TreeSet<>();
        for (String[] line : Expected.lines("casts.txt")) {
            expected.put(line[0] + " " + line[1], line[2] + " " + line[3] + " " + line[4]);
            types.add(Integer.valueOf(line[0]));
            types.add(Integer.valueOf(line[1]));
        }
        List<String> wrong = new ArrayList<>();
        for (int source : types) {
            for (int target : types) {
                if (source != target && !ROWS.contains(target)) {
                    String wanted = expected.getOrDefault(source + " " + target, "- - -");
                    String actual = explicit(source, target)
                            + (resolver.canCoerce(source, target, CoercionContext.ASSIGNMENT) ? " +" : " -")
                            + (resolver.canCoerce(source, target, CoercionContext.IMPLICIT) ? " +" : " -");
                    if (!actual.equals(wanted)) {
                        wrong.add(source + " to " + target + ": " + actual + " but PostgreSQL says " + wanted);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(types).hasSizeGreaterThan(70);
    }

    /** The way of an explicit cast under the name that PostgreSQL gives to the node at its top. */
    private String explicit(int source, int target) {
        Coercion path =
                resolver.coercion(source, target, CoercionContext.EXPLICIT).orElse(null);
        TypeRow row = BuiltinCatalog.instance().type(target);
        if (path != null && row != null && row.isDomain()) {
            return "COERCETODOMAIN";
        }
        return switch (path) {
            case null -> "-";
            case Coercion.Relabel relabel -> "RELABELTYPE";
            case Coercion.Function function -> Integer.toString(function.functionOid());
            case Coercion.ViaText viaText -> "COERCEVIAIO";
            case Coercion.Elements elements -> "ARRAYCOERCEEXPR";
            case Coercion.Row rows -> "ROW";
        };
    }
}
