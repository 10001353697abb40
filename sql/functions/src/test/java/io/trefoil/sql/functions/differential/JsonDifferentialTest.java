package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** json and jsonb, on PostgreSQL and here. */
class JsonDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_128L);

    private final RandomCalls random = new RandomCalls(SEED);
    private final Comparison comparison = new Comparison("America/New_York");

    @AfterEach
    void nothingDiffers() {
        comparison.verify();
    }

    @Test
    void partsAgree() {
        RandomCalls keys = random.with(1, "a", "b", "aa", "", "1", "c", "x");
        comparison.check(
                "json fields",
                keys.of(
                        100,
                        "jsonb_object_field(jsonb,text)",
                        "jsonb_object_field_text(jsonb,text)",
                        "json_object_field(json,text)",
                        "json_object_field_text(json,text)",
                        "jsonb_exists(jsonb,text)",
                        "jsonb_delete(jsonb,text)"));
        RandomCalls indexes = random.with(1, "0", "1", "2", "-1", "-3", "5");
        comparison.check(
                "json elements",
                indexes.of(
                        100,
                        "jsonb_array_element(jsonb,int4)",
                        "jsonb_array_element_text(jsonb,int4)",
                        "json_array_element(json,int4)",
                        "json_array_element_text(json,int4)",
                        "jsonb_delete(jsonb,int4)"));
        RandomCalls paths = random.with(
                        1,
                        "{}",
                        "{a}",
                        "{a,b}",
                        "{a,b,1,c}",
                        "{0}",
                        "{-1,a}",
                        "{1,a}",
                        "{x}",
                        "{a,NULL}",
                        "{NULL}",
                        "{b,0}",
                        "{abc}",
                        "{5}",
                        "{-5}")
                .with(3, "t", "f");
        comparison.check(
                "json paths",
                paths.of(
                        120,
                        "jsonb_extract_path(jsonb,_text)",
                        "jsonb_extract_path_text(jsonb,_text)",
                        "json_extract_path(json,_text)",
                        "json_extract_path_text(json,_text)",
                        "jsonb_delete_path(jsonb,_text)",
                        "jsonb_exists_any(jsonb,_text)",
                        "jsonb_exists_all(jsonb,_text)",
                        "jsonb_delete(jsonb,_text)"));
        comparison.check(
                "jsonb_set",
                paths.of(300, "jsonb_set(jsonb,_text,jsonb,bool)", "jsonb_insert(jsonb,_text,jsonb,bool)"));
        comparison.check(
                "jsonb_set_lax",
                paths.with(4, "use_json_null", "delete_key", "return_target", "raise_exception", "x")
                        .of(200, "jsonb_set_lax(jsonb,_text,jsonb,bool,text)"));
    }

    @Test
    void wholesAgree() {
        comparison.check(
                "json whole",
                random.of(
                        60,
                        "jsonb_typeof(jsonb)",
                        "json_typeof(json)",
                        "jsonb_array_length(jsonb)",
                        "json_array_length(json)",
                        "jsonb_strip_nulls(jsonb)",
                        "json_strip_nulls(json)",
                        "jsonb_pretty(jsonb)",
                        "bool(jsonb)",
                        "int4(jsonb)",
                        "int2(jsonb)",
                        "int8(jsonb)",
                        "float8(jsonb)",
                        "float4(jsonb)",
                        "numeric(jsonb)"));
        comparison.check(
                "json rows",
                random.of(
                        60,
                        "jsonb_array_elements(jsonb)",
                        "jsonb_array_elements_text(jsonb)",
                        "json_array_elements(json)",
                        "json_array_elements_text(json)",
                        "jsonb_object_keys(jsonb)",
                        "json_object_keys(json)"));
        comparison.check(
                "jsonb operators",
                random.of(
                        200,
                        "jsonb_eq(jsonb,jsonb)",
                        "jsonb_ne(jsonb,jsonb)",
                        "jsonb_lt(jsonb,jsonb)",
                        "jsonb_ge(jsonb,jsonb)",
                        "jsonb_cmp(jsonb,jsonb)",
                        "jsonb_contains(jsonb,jsonb)",
                        "jsonb_contained(jsonb,jsonb)",
                        "jsonb_concat(jsonb,jsonb)"));
    }

    @Test
    void constructionAgrees() {
        List<Call> calls = new ArrayList<>();
        for (String type : List.of(
                "int4",
                "float8",
                "numeric",
                "bool",
                "text",
                "date",
                "timestamp",
                "timestamptz",
                "time",
                "interval",
                "_int4",
                "_text",
                "json",
                "jsonb",
                "uuid",
                "bytea",
                "float4",
                "int8",
                "bpchar")) {
            calls.addAll(random.of(20, "to_json(anyelement)", List.of(type)));
            calls.addAll(random.of(20, "to_jsonb(anyelement)", List.of(type)));
            calls.addAll(random.of(8, "json_build_array(any)", List.of(type, "text", type)));
            calls.addAll(random.of(8, "jsonb_build_array(any)", List.of(type, "text", type)));
            calls.addAll(random.of(10, "json_build_object(any)", List.of("text", type)));
            calls.addAll(random.of(10, "jsonb_build_object(any)", List.of(type, "text", "text", type)));
            calls.addAll(random.of(2, "jsonb_build_object(any)", List.of(type)));
        }
        for (String type : List.of("_int4", "_text", "_float8", "_bool", "_timestamp")) {
            calls.addAll(random.of(15, "array_to_json(anyarray)", List.of(type)));
            calls.addAll(random.of(15, "array_to_json(anyarray,bool)", List.of(type, "bool")));
        }
        comparison.check("json construction", calls);
        RandomCalls arrays = random.with(
                        0,
                        "{}",
                        "{a,1}",
                        "{a,1,b,NULL}",
                        "{a}",
                        "{{a,1},{b,2}}",
                        "{{a,1,2}}",
                        "{NULL,1}",
                        "{b,1,a,2,a,3}")
                .with(1, "{}", "{1}", "{1,NULL}", "{{1,2}}", "{x,y,z,w}");
        comparison.check(
                "json_object",
                arrays.of(
                        80,
                        "json_object(_text)",
                        "jsonb_object(_text)",
                        "json_object(_text,_text)",
                        "jsonb_object(_text,_text)"));
    }
}
