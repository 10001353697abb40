package io.trefoil.sql.functions.json;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import java.util.function.IntFunction;

/** Order, containment and existence of jsonb: =, <, @>, <@, ?, ?| and ?&. */
public final class JsonbTests implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        compare(d, "jsonb_eq", sign -> sign == 0);
        compare(d, "jsonb_ne", sign -> sign != 0);
        compare(d, "jsonb_lt", sign -> sign < 0);
        compare(d, "jsonb_le", sign -> sign <= 0);
        compare(d, "jsonb_gt", sign -> sign > 0);
        compare(d, "jsonb_ge", sign -> sign >= 0);
        compare(d, "jsonb_cmp", sign -> sign);
        binary(d, "jsonb_contains(jsonb,jsonb)", (a, b) -> containsAtTop((SqlJson) a, (SqlJson) b));
        binary(d, "jsonb_contained(jsonb,jsonb)", (a, b) -> containsAtTop((SqlJson) b, (SqlJson) a));
        binary(d, "jsonb_exists(jsonb,text)", (json, key) -> exists((SqlJson) json, (String) key));
        binary(d, "jsonb_exists_any(jsonb,_text)", (json, keys) -> count((SqlJson) json, (SqlArray) keys, true) > 0);
        binary(d, "jsonb_exists_all(jsonb,_text)", (json, keys) -> count((SqlJson) json, (SqlArray) keys, false) == 0);
    }

    private static void compare(Definitions d, String name, IntFunction<Object> result) {
        SqlType type = SqlTypes.JSONB;
        binary(d, name + "(jsonb,jsonb)", (a, b) -> result.apply(type.compare(a, b)));
    }

    /** At the top an array also contains a scalar. */
    private static boolean containsAtTop(SqlJson whole, SqlJson part) {
        if (whole instanceof SqlJson.Array(List<SqlJson> elements) && JsonValues.isScalar(part)) {
            return holds(elements, part);
        }
        return contains(whole, part);
    }

    private static boolean contains(SqlJson whole, SqlJson part) {
        if (whole instanceof SqlJson.Members object && part instanceof SqlJson.Members(List<SqlJson.Member> members)) {
            for (SqlJson.Member member : members) {
                SqlJson value = JsonValues.member(object, member.key());
                if (value == null || !contains(value, member.value())) {
                    return false;
                }
            }
            return true;
        }
        if (whole instanceof SqlJson.Array(List<SqlJson> elements)
                && part instanceof SqlJson.Array(List<SqlJson> parts)) {
            for (SqlJson element : parts) {
                if (!holds(elements, element)) {
                    return false;
                }
            }
            return true;
        }
        return JsonValues.isScalar(whole) && JsonValues.isScalar(part) && SqlTypes.JSONB.equal(whole, part);
    }

    private static boolean holds(List<SqlJson> elements, SqlJson part) {
        for (SqlJson element : elements) {
            if (contains(element, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean exists(SqlJson json, String key) {
        return switch (json) {
            case SqlJson.Members object -> JsonValues.member(object, key) != null;
            case SqlJson.Array(List<SqlJson> elements) -> elements.contains(new SqlJson.Text(key));
            case SqlJson.Text(String text) -> text.equals(key);
            case SqlJson.Null n -> false;
            case SqlJson.Bool b -> false;
            case SqlJson.Number n -> false;
        };
    }

    /** How many of the keys, nulls left out, are there or are not. */
    private static int count(SqlJson json, SqlArray keys, boolean there) {
        int count = 0;
        for (int i = 0; i < keys.size(); i++) {
            Object key = keys.get(i);
            count += key != null && exists(json, (String) key) == there ? 1 : 0;
        }
        return count;
    }
}
