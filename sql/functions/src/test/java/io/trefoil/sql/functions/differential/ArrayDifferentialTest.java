package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays, on PostgreSQL and here. */
class ArrayDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_122L);
    private static final List<String> ELEMENTS =
            List.of("int4", "int8", "text", "float8", "bool", "numeric", "timestamp");

    private final RandomCalls random = new RandomCalls(SEED);
    private final Comparison comparison = new Comparison("UTC");

    @AfterEach
    void nothingDiffers() {
        comparison.verify();
    }

    @Test
    void comparisonsAgree() {
        List<Call> calls = new ArrayList<>();
        for (String element : ELEMENTS) {
            List<String> both = List.of("_" + element, "_" + element);
            for (String name : List.of(
                    "array_eq",
                    "array_ne",
                    "array_lt",
                    "array_le",
                    "array_gt",
                    "array_ge",
                    "btarraycmp",
                    "array_larger",
                    "array_smaller",
                    "arraycontains",
                    "arraycontained",
                    "arrayoverlap")) {
                calls.addAll(random.of(20, name + "(anyarray,anyarray)", both));
            }
        }
        comparison.check("array comparison", calls);
    }

    @Test
    void shapesAgree() {
        List<Call> calls = new ArrayList<>();
        RandomCalls dimensions = random.with(1, "0", "1", "2", "3", "-1", "7");
        for (String element : ELEMENTS) {
            List<String> one = List.of("_" + element);
            for (String name : List.of("array_ndims", "array_dims", "cardinality", "unnest")) {
                calls.addAll(random.of(10, name + "(anyarray)", one));
            }
            for (String name :
                    List.of("array_length", "array_lower", "array_upper", "generate_subscripts", "trim_array")) {
                calls.addAll(dimensions.of(15, name + "(anyarray,int4)", List.of("_" + element, "int4")));
            }
            calls.addAll(dimensions.of(
                    10, "generate_subscripts(anyarray,int4,bool)", List.of("_" + element, "int4", "bool")));
        }
        comparison.check("array shape", calls);
    }

    @Test
    void constructionAgrees() {
        List<Call> calls = new ArrayList<>();
        for (String element : ELEMENTS) {
            String array = "_" + element;
            calls.addAll(random.of(30, "array_append(anycompatiblearray,anycompatible)", List.of(array, element)));
            calls.addAll(random.of(30, "array_prepend(anycompatible,anycompatiblearray)", List.of(element, array)));
            calls.addAll(random.of(60, "array_cat(anycompatiblearray,anycompatiblearray)", List.of(array, array)));
            calls.addAll(random.of(30, "array_remove(anycompatiblearray,anycompatible)", List.of(array, element)));
            calls.addAll(random.of(
                    30,
                    "array_replace(anycompatiblearray,anycompatible,anycompatible)",
                    List.of(array, element, element)));
            calls.addAll(random.of(30, "array_position(anycompatiblearray,anycompatible)", List.of(array, element)));
            calls.addAll(random.of(
                    30, "array_position(anycompatiblearray,anycompatible,int4)", List.of(array, element, "int4")));
            calls.addAll(random.of(30, "array_positions(anycompatiblearray,anycompatible)", List.of(array, element)));
            calls.addAll(random.of(20, "array_to_string(anyarray,text)", List.of(array, "text")));
            calls.addAll(random.of(20, "array_to_string(anyarray,text,text)", List.of(array, "text", "text")));
            calls.addAll(random.of(20, "array_fill(anyelement,_int4)", List.of(element, "_int4")));
            calls.addAll(random.of(20, "array_fill(anyelement,_int4,_int4)", List.of(element, "_int4", "_int4")));
            calls.addAll(random.of(20, "width_bucket(anycompatible,anycompatiblearray)", List.of(element, array)));
        }
        comparison.check("array construction", calls);
    }

    @Test
    void vectorsAgree() {
        List<Call> calls = new ArrayList<>();
        for (String vector : List.of("int2vector", "oidvector")) {
            calls.addAll(random.of(10, "unnest(anyarray)", List.of(vector)));
            calls.addAll(random.with(1, "1").of(10, "array_upper(anyarray,int4)", List.of(vector, "int4")));
            calls.addAll(random.with(1, "1").of(10, "array_lower(anyarray,int4)", List.of(vector, "int4")));
        }
        comparison.check("vectors", calls);
    }
}
