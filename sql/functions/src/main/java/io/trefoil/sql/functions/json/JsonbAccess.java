package io.trefoil.sql.functions.json;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.rows;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parts of jsonb values: ->, ->>, #>, #>>, their elements, members and keys as rows, and casts of scalars. */
public final class JsonbAccess implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "jsonb_object_field(jsonb,text)", (json, key) -> field((SqlJson) json, (String) key));
        binary(
                d,
                "jsonb_object_field_text(jsonb,text)",
                (json, key) -> JsonValues.text(field((SqlJson) json, (String) key)));
        binary(d, "jsonb_array_element(jsonb,int4)", (json, index) -> element((SqlJson) json, (int) index));
        binary(
                d,
                "jsonb_array_element_text(jsonb,int4)",
                (json, index) -> JsonValues.text(element((SqlJson) json, (int) index)));
        binary(d, "jsonb_extract_path(jsonb,_text)", (json, path) -> extract((SqlJson) json, (SqlArray) path));
        binary(
                d,
                "jsonb_extract_path_text(jsonb,_text)",
                (json, path) -> JsonValues.text(extract((SqlJson) json, (SqlArray) path)));
        unary(d, "jsonb_typeof(jsonb)", json -> JsonValues.typeName((SqlJson) json));
        unary(d, "jsonb_array_length(jsonb)", json -> arrayLength((SqlJson) json));
        asRows(d);
        casts(d);
    }

    private static @Nullable SqlJson field(SqlJson json, String key) {
        return json instanceof SqlJson.Members object ? JsonValues.member(object, key) : null;
    }

    /** A scalar counts as an array of itself. */
    private static @Nullable SqlJson element(SqlJson json, int index) {
        return switch (json) {
            case SqlJson.Array(List<SqlJson> elements) -> JsonValues.element(elements, index);
            case SqlJson.Members object -> null;
            case SqlJson scalar -> JsonValues.element(List.of(scalar), index);
        };
    }

    private static @Nullable SqlJson extract(SqlJson json, SqlArray path) {
        SqlJson at = json;
        for (String step : JsonValues.path(path)) {
            if (step == null || at == null) {
                return null;
            }
            if (at instanceof SqlJson.Array(List<SqlJson> elements)) {
                Integer index = JsonValues.index(step);
                at = index == null ? null : JsonValues.element(elements, index);
            } else {
                at = field(at, step);
            }
        }
        return at;
    }

    private static int arrayLength(SqlJson json) {
        if (json instanceof SqlJson.Array(List<SqlJson> elements)) {
            return elements.size();
        }
        throw JsonValues.invalid(
                "cannot get array length of a " + (json instanceof SqlJson.Members ? "non-array" : "scalar"));
    }

    private static void asRows(Definitions d) {
        rows(
                d,
                "jsonb_array_elements(jsonb)",
                (context, a) -> map(elements((SqlJson) Arguments.value(a, 0)), element -> element));
        rows(
                d,
                "jsonb_array_elements_text(jsonb)",
                (context, a) -> map(elements((SqlJson) Arguments.value(a, 0)), JsonValues::text));
        rows(
                d,
                "jsonb_each(jsonb)",
                (context, a) -> map(members((SqlJson) Arguments.value(a, 0), "jsonb_each"), member ->
                        new Object[] {member.key(), member.value()}));
        rows(
                d,
                "jsonb_each_text(jsonb)",
                (context, a) -> map(members((SqlJson) Arguments.value(a, 0), "jsonb_each_text"), member ->
                        new @Nullable Object[] {member.key(), JsonValues.text(member.value())}));
        rows(
                d,
                "jsonb_object_keys(jsonb)",
                (context, a) -> map(keyed((SqlJson) Arguments.value(a, 0)), SqlJson.Member::key));
    }

    private static <T> Iterator<@Nullable Object> map(List<T> list, Function<T, @Nullable Object> row) {
        List<@Nullable Object> rows = new ArrayList<>(list.size());
        for (T element : list) {
            rows.add(row.apply(element));
        }
        return rows.iterator();
    }

    private static List<SqlJson> elements(SqlJson json) {
        if (json instanceof SqlJson.Array(List<SqlJson> elements)) {
            return elements;
        }
        throw JsonValues.invalid(
                "cannot extract elements from " + (json instanceof SqlJson.Members ? "an object" : "a scalar"));
    }

    private static List<SqlJson.Member> members(SqlJson json, String function) {
        if (json instanceof SqlJson.Members(List<SqlJson.Member> members)) {
            return members;
        }
        throw JsonValues.invalid("cannot call " + function + " on a non-object");
    }

    private static List<SqlJson.Member> keyed(SqlJson json) {
        if (json instanceof SqlJson.Members(List<SqlJson.Member> members)) {
            return members;
        }
        throw JsonValues.invalid(
                "cannot call jsonb_object_keys on " + (json instanceof SqlJson.Array ? "an array" : "a scalar"));
    }

    private static void casts(Definitions d) {
        unary(d, "bool(jsonb)", json -> {
            if (json instanceof SqlJson.Bool(boolean value)) {
                return value;
            }
            throw cannotCast((SqlJson) json, "boolean");
        });
        unary(d, "numeric(jsonb)", json -> number((SqlJson) json, "numeric"));
        unary(d, "int2(jsonb)", json -> number((SqlJson) json, "smallint").toShort());
        unary(d, "int4(jsonb)", json -> number((SqlJson) json, "integer").toInt());
        unary(d, "int8(jsonb)", json -> number((SqlJson) json, "bigint").toLong());
        unary(d, "float4(jsonb)", json -> number((SqlJson) json, "real").toFloat());
        unary(
                d,
                "float8(jsonb)",
                json -> number((SqlJson) json, "double precision").toDouble());
    }

    private static SqlNumeric number(SqlJson json, String type) {
        if (json instanceof SqlJson.Number(SqlNumeric value)) {
            return value;
        }
        throw cannotCast(json, type);
    }

    private static RuntimeException cannotCast(SqlJson json, String type) {
        String name = json instanceof SqlJson.Number ? "numeric" : JsonValues.typeName(json);
        return JsonValues.invalid("cannot cast jsonb " + name + " to type " + type);
    }
}
