package io.trefoil.sql.functions.json;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** json and jsonb values made from SQL values: to_json, json_build_object, json_object, array_to_json and so on. */
public final class JsonConstruction implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        conversions(d);
        builds(d);
        ofTexts(d, "json_object", false);
        ofTexts(d, "jsonb_object", true);
    }

    private static void conversions(Definitions d) {
        polymorphic(d, "to_json(anyelement)", (types, result) ->
                (FunctionBody.General) (context, a) -> json(types[0], a[0], false, context));
        polymorphic(d, "to_jsonb(anyelement)", (types, result) ->
                (FunctionBody.General) (context, a) -> JsonConversion.toJsonb(types[0], a[0], context));
        for (String signature : new String[] {
            "array_to_json(anyarray)", "array_to_json(anyarray,bool)", "row_to_json(record)", "row_to_json(record,bool)"
        }) {
            polymorphic(d, signature, (types, result) -> (FunctionBody.General)
                    (context, a) -> json(types[0], a[0], a.length > 1 && Arguments.bool(a, 1), context));
        }
    }

    private static String json(SqlType type, @Nullable Object value, boolean pretty, FunctionContext context) {
        StringBuilder out = new StringBuilder();
        JsonConversion.write(type, value, pretty, context, out);
        return out.toString();
    }

    private static void builds(Definitions d) {
        general(d, "json_build_array()", (context, a) -> "[]");
        general(d, "json_build_object()", (context, a) -> "{}");
        general(d, "jsonb_build_array()", (context, a) -> new SqlJson.Array(List.of()));
        general(d, "jsonb_build_object()", (context, a) -> new SqlJson.Members(List.of()));
        polymorphic(d, "json_build_array(any)", (types, result) -> (FunctionBody.General) (context, a) -> {
            StringBuilder out = new StringBuilder("[");
            for (int i = 0; i < a.length; i++) {
                out.append(i == 0 ? "" : ", ");
                JsonConversion.write(types[i], a[i], false, context, out);
            }
            return out.append(']').toString();
        });
        polymorphic(d, "jsonb_build_array(any)", (types, result) -> (FunctionBody.General) (context, a) -> {
            List<SqlJson> elements = new ArrayList<>();
            for (int i = 0; i < a.length; i++) {
                elements.add(JsonConversion.toJsonb(types[i], a[i], context));
            }
            return new SqlJson.Array(elements);
        });
        polymorphic(d, "json_build_object(any)", (types, result) -> (FunctionBody.General) (context, a) -> {
            checkEven(a.length, "json_build_object");
            StringBuilder out = new StringBuilder("{");
            for (int i = 0; i < a.length; i += 2) {
                if (a[i] == null) {
                    throw JsonValues.invalid("argument " + (i + 1) + " cannot be null")
                            .withHint("Object keys should be text.");
                }
                out.append(i == 0 ? "" : ", ");
                JsonPrinter.quote(key(types[i], Arguments.value(a, i), context), out);
                out.append(" : ");
                JsonConversion.write(types[i + 1], a[i + 1], false, context, out);
            }
            return out.append('}').toString();
        });
        polymorphic(d, "jsonb_build_object(any)", (types, result) -> (FunctionBody.General) (context, a) -> {
            checkEven(a.length, "jsonb_build_object");
            List<SqlJson.Member> members = new ArrayList<>();
            for (int i = 0; i < a.length; i += 2) {
                if (a[i] == null) {
                    throw JsonValues.invalid("argument " + (i + 1) + ": key must not be null");
                }
                String key = key(types[i], Arguments.value(a, i), context);
                members.add(new SqlJson.Member(key, JsonConversion.toJsonb(types[i + 1], a[i + 1], context)));
            }
            return JsonValues.object(members);
        });
    }

    private static void checkEven(int count, String function) {
        if (count % 2 != 0) {
            throw JsonValues.invalid("argument list must have even number of elements")
                    .withHint("The arguments of " + function + "() must consist of alternating keys and values.");
        }
    }

    /** The text of an object's key; 22023 for values that have parts. */
    static String key(SqlType type, Object value, FunctionContext context) {
        boolean structured = value instanceof SqlArray
                || value instanceof SqlRecord
                || value instanceof SqlJson
                || type.oid() == TypeOid.JSON;
        if (structured) {
            throw JsonValues.invalid("key value must be scalar, not array, composite, or json");
        }
        return value instanceof Boolean bool ? bool.toString() : JsonConversion.text(type, value, context);
    }

    private static void ofTexts(Definitions d, String name, boolean binary) {
        general(d, name + "(_text)", (context, a) -> object(pairs(Arguments.array(a, 0)), binary));
        general(
                d,
                name + "(_text,_text)",
                (context, a) -> object(pairs(Arguments.array(a, 0), Arguments.array(a, 1)), binary));
    }

    private static List<@Nullable String[]> pairs(SqlArray array) {
        boolean inPairs = array.rank() == 2 && array.dimension(1) == 2;
        if (array.rank() > 2) {
            throw subscripts("wrong number of array subscripts");
        }
        if (array.rank() == 2 && !inPairs) {
            throw subscripts("array must have two columns");
        }
        if (array.size() % 2 != 0) {
            throw subscripts("array must have even number of elements");
        }
        List<@Nullable String[]> pairs = new ArrayList<>();
        for (int i = 0; i < array.size(); i += 2) {
            pairs.add(new @Nullable String[] {(String) array.get(i), (String) array.get(i + 1)});
        }
        return pairs;
    }

    private static List<@Nullable String[]> pairs(SqlArray keys, SqlArray values) {
        if (keys.rank() > 1 || keys.rank() != values.rank()) {
            throw subscripts("wrong number of array subscripts");
        }
        if (keys.size() != values.size()) {
            throw subscripts("mismatched array dimensions");
        }
        List<@Nullable String[]> pairs = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            pairs.add(new @Nullable String[] {(String) keys.get(i), (String) values.get(i)});
        }
        return pairs;
    }

    private static SqlStateException subscripts(String message) {
        return new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, message);
    }

    private static Object object(List<@Nullable String[]> pairs, boolean binary) {
        StringBuilder out = new StringBuilder("{");
        List<SqlJson.Member> members = new ArrayList<>();
        for (@Nullable String[] pair : pairs) {
            String key = pair[0];
            String value = pair[1];
            if (key == null) {
                throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
            }
            members.add(new SqlJson.Member(key, value == null ? SqlJson.NULL : new SqlJson.Text(value)));
            out.append(members.size() == 1 ? "" : ", ");
            JsonPrinter.quote(key, out);
            out.append(" : ");
            if (value == null) {
                out.append("null");
            } else {
                JsonPrinter.quote(value, out);
            }
        }
        return binary ? JsonValues.object(members) : out.append('}').toString();
    }
}
