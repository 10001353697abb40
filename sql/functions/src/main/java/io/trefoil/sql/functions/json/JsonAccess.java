package io.trefoil.sql.functions.json;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.rows;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of json values, whose text is kept as it was written. */
public final class JsonAccess implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "json_object_field(json,text)", (json, key) -> field((String) json, (String) key));
        binary(d, "json_object_field_text(json,text)", (json, key) -> text(field((String) json, (String) key)));
        binary(d, "json_array_element(json,int4)", (json, index) -> element((String) json, (int) index));
        binary(d, "json_array_element_text(json,int4)", (json, index) -> text(element((String) json, (int) index)));
        binary(d, "json_extract_path(json,_text)", (json, path) -> extract((String) json, (SqlArray) path));
        binary(d, "json_extract_path_text(json,_text)", (json, path) -> text(extract((String) json, (SqlArray) path)));
        unary(d, "json_typeof(json)", json -> typeName((String) json));
        unary(d, "json_array_length(json)", json -> {
            char kind = JsonScanner.kind((String) json);
            if (kind != '[') {
                throw JsonValues.invalid("cannot get array length of a " + (kind == '{' ? "non-array" : "scalar"));
            }
            return JsonScanner.elements((String) json).size();
        });
        unary(d, "json_strip_nulls(json)", json -> {
            StringBuilder out = new StringBuilder();
            stripNulls((String) json, out);
            return out.toString();
        });
        asRows(d);
    }

    /** Of equal keys the last counts. */
    private static @Nullable String field(String json, String key) {
        if (!JsonScanner.isObject(json)) {
            return null;
        }
        String found = null;
        for (JsonScanner.Member member : JsonScanner.members(json)) {
            found = member.key().equals(key) ? member.value() : found;
        }
        return found;
    }

    private static @Nullable String element(String json, int index) {
        if (!JsonScanner.isArray(json)) {
            return null;
        }
        List<String> elements = JsonScanner.elements(json);
        int at = index < 0 ? elements.size() + index : index;
        return at >= 0 && at < elements.size() ? elements.get(at) : null;
    }

    private static @Nullable String extract(String json, SqlArray path) {
        String at = json;
        for (String step : JsonValues.path(path)) {
            if (step == null || at == null) {
                return null;
            }
            if (JsonScanner.isArray(at)) {
                Integer index = JsonValues.index(step);
                at = index == null ? null : element(at, index);
            } else {
                at = field(at, step);
            }
        }
        return at;
    }

    private static @Nullable String text(@Nullable String json) {
        if (json == null || JsonScanner.isNull(json)) {
            return null;
        }
        return JsonScanner.kind(json) == '"' ? JsonScanner.string(json) : json;
    }

    private static String typeName(String json) {
        return switch (JsonScanner.kind(json)) {
            case '{' -> "object";
            case '[' -> "array";
            case '"' -> "string";
            case 't', 'f' -> "boolean";
            case 'n' -> "null";
            default -> "number";
        };
    }

    private static void stripNulls(String json, StringBuilder out) {
        char kind = JsonScanner.kind(json);
        if (kind == '{') {
            out.append('{');
            String separator = "";
            for (JsonScanner.Member member : JsonScanner.members(json)) {
                if (!JsonScanner.isNull(member.value())) {
                    out.append(separator);
                    JsonPrinter.quote(member.key(), out);
                    out.append(':');
                    stripNulls(member.value(), out);
                    separator = ",";
                }
            }
            out.append('}');
        } else if (kind == '[') {
            out.append('[');
            String separator = "";
            for (String element : JsonScanner.elements(json)) {
                out.append(separator);
                stripNulls(element, out);
                separator = ",";
            }
            out.append(']');
        } else if (kind == '"') {
            JsonPrinter.quote(JsonScanner.string(json), out);
        } else {
            out.append(json.strip());
        }
    }

    private static void asRows(Definitions d) {
        rows(
                d,
                "json_array_elements(json)",
                (context, a) -> new ArrayList<@Nullable Object>(elements(Arguments.text(a, 0), "json_array_elements"))
                        .iterator());
        rows(d, "json_array_elements_text(json)", (context, a) -> {
            List<@Nullable Object> rows = new ArrayList<>();
            for (String element : elements(Arguments.text(a, 0), "json_array_elements_text")) {
                rows.add(text(element));
            }
            return rows.iterator();
        });
        rows(d, "json_each(json)", (context, a) -> {
            List<@Nullable Object> rows = new ArrayList<>();
            for (JsonScanner.Member member : members(Arguments.text(a, 0))) {
                rows.add(new Object[] {member.key(), member.value()});
            }
            return rows.iterator();
        });
        rows(d, "json_each_text(json)", (context, a) -> {
            List<@Nullable Object> rows = new ArrayList<>();
            for (JsonScanner.Member member : members(Arguments.text(a, 0))) {
                rows.add(new @Nullable Object[] {member.key(), text(member.value())});
            }
            return rows.iterator();
        });
        rows(d, "json_object_keys(json)", (context, a) -> {
            String json = Arguments.text(a, 0);
            if (!JsonScanner.isObject(json)) {
                throw JsonValues.invalid(
                        "cannot call json_object_keys on " + (JsonScanner.isArray(json) ? "an array" : "a scalar"));
            }
            List<@Nullable Object> rows = new ArrayList<>();
            JsonScanner.members(json).forEach(member -> rows.add(member.key()));
            return rows.iterator();
        });
    }

    private static List<String> elements(String json, String function) {
        if (!JsonScanner.isArray(json)) {
            throw JsonValues.invalid(
                    "cannot call " + function + " on a " + (JsonScanner.isObject(json) ? "non-array" : "scalar"));
        }
        return JsonScanner.elements(json);
    }

    private static List<JsonScanner.Member> members(String json) {
        if (!JsonScanner.isObject(json)) {
            throw JsonValues.invalid(
                    JsonScanner.isArray(json)
                            ? "cannot deconstruct an array as an object"
                            : "cannot deconstruct a scalar");
        }
        return JsonScanner.members(json);
    }
}
