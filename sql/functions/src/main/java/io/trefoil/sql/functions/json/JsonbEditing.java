package io.trefoil.sql.functions.json;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** jsonb values changed: ||, -, #-, jsonb_set, jsonb_insert, jsonb_strip_nulls and jsonb_pretty. */
public final class JsonbEditing implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "jsonb_concat(jsonb,jsonb)", (a, b) -> concat((SqlJson) a, (SqlJson) b));
        binary(d, "jsonb_delete(jsonb,text)", (json, key) -> without((SqlJson) json, Set.of((String) key)));
        binary(d, "jsonb_delete(jsonb,_text)", (json, keys) -> {
            Set<String> names = new HashSet<>();
            for (String key : JsonValues.path((SqlArray) keys)) {
                if (key != null) {
                    names.add(key);
                }
            }
            return without((SqlJson) json, names);
        });
        binary(d, "jsonb_delete(jsonb,int4)", (json, index) -> withoutIndex((SqlJson) json, (int) index));
        binary(d, "jsonb_delete_path(jsonb,_text)", (json, path) -> {
            checkNotScalar((SqlJson) json, "cannot delete path in scalar");
            return isEmpty((SqlJson) json) ? json : edit((SqlJson) json, (SqlArray) path, PathEdit.DELETE, null);
        });
        general(
                d,
                "jsonb_set(jsonb,_text,jsonb,bool)",
                (context, a) -> set(
                        (SqlJson) Arguments.value(a, 0),
                        Arguments.array(a, 1),
                        (SqlJson) Arguments.value(a, 2),
                        Arguments.bool(a, 3)));
        general(d, "jsonb_set_lax(jsonb,_text,jsonb,bool,text)", (context, a) -> setLax(a));
        general(d, "jsonb_insert(jsonb,_text,jsonb,bool)", (context, a) -> {
            SqlJson json = (SqlJson) Arguments.value(a, 0);
            checkNotScalar(json, "cannot set path in scalar");
            PathEdit.Kind kind = Arguments.bool(a, 3) ? PathEdit.INSERT_AFTER : PathEdit.INSERT_BEFORE;
            return edit(json, Arguments.array(a, 1), kind, (SqlJson) Arguments.value(a, 2));
        });
        unary(d, "jsonb_strip_nulls(jsonb)", json -> stripNulls((SqlJson) json));
        unary(d, "jsonb_pretty(jsonb)", json -> JsonPrinter.pretty((SqlJson) json));
    }

    private static SqlJson concat(SqlJson a, SqlJson b) {
        if (a instanceof SqlJson.Members(List<SqlJson.Member> first)
                && b instanceof SqlJson.Members(List<SqlJson.Member> second)) {
            List<SqlJson.Member> all = new ArrayList<>(first);
            all.addAll(second);
            return JsonValues.object(all);
        }
        List<SqlJson> all = new ArrayList<>(asList(a));
        all.addAll(asList(b));
        return new SqlJson.Array(all);
    }

    private static List<SqlJson> asList(SqlJson json) {
        return json instanceof SqlJson.Array(List<SqlJson> elements) ? elements : List.of(json);
    }

    private static SqlJson without(SqlJson json, Set<String> keys) {
        checkNotScalar(json, "cannot delete from scalar");
        if (json instanceof SqlJson.Members(List<SqlJson.Member> members)) {
            List<SqlJson.Member> kept = new ArrayList<>(members);
            kept.removeIf(member -> keys.contains(member.key()));
            return new SqlJson.Members(kept);
        }
        List<SqlJson> kept = new ArrayList<>(asList(json));
        kept.removeIf(element -> element instanceof SqlJson.Text(String text) && keys.contains(text));
        return new SqlJson.Array(kept);
    }

    private static SqlJson withoutIndex(SqlJson json, int index) {
        checkNotScalar(json, "cannot delete from scalar");
        if (json instanceof SqlJson.Members) {
            throw JsonValues.invalid("cannot delete from object using integer index");
        }
        List<SqlJson> kept = new ArrayList<>(asList(json));
        int at = index < 0 ? kept.size() + index : index;
        if (at >= 0 && at < kept.size()) {
            kept.remove(at);
        }
        return new SqlJson.Array(kept);
    }

    private static void checkNotScalar(SqlJson json, String message) {
        if (JsonValues.isScalar(json)) {
            throw JsonValues.invalid(message);
        }
    }

    private static SqlJson edit(SqlJson json, SqlArray path, PathEdit.Kind kind, @Nullable SqlJson value) {
        if (path.rank() > 1) {
            throw new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, "wrong number of array subscripts");
        }
        return path.size() == 0 ? json : new PathEdit(JsonValues.path(path), kind, value).apply(json);
    }

    private static boolean isEmpty(SqlJson json) {
        return json instanceof SqlJson.Array(List<SqlJson> elements) && elements.isEmpty()
                || json instanceof SqlJson.Members(List<SqlJson.Member> members) && members.isEmpty();
    }

    private static SqlJson set(SqlJson json, SqlArray path, SqlJson value, boolean create) {
        checkNotScalar(json, "cannot set path in scalar");
        if (isEmpty(json) && !create) {
            return json;
        }
        return edit(json, path, create ? PathEdit.SET_OR_CREATE : PathEdit.SET, value);
    }

    private static @Nullable SqlJson setLax(@Nullable Object[] a) {
        if (a[0] == null || a[1] == null || a[3] == null) {
            return null;
        }
        SqlJson json = (SqlJson) Arguments.value(a, 0);
        SqlArray path = Arguments.array(a, 1);
        if (a[4] == null) {
            throw nullTreatment();
        }
        if (a[2] != null) {
            return set(json, path, (SqlJson) Arguments.value(a, 2), Arguments.bool(a, 3));
        }
        return switch (Arguments.text(a, 4)) {
            case "raise_exception" ->
                throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "JSON value must not be null")
                        .withDetail("Exception was raised because null_value_treatment is \"raise_exception\".")
                        .withHint("To avoid, either change the null_value_treatment argument or ensure that an SQL NULL"
                                + " is not passed.");
            case "use_json_null" -> set(json, path, SqlJson.NULL, Arguments.bool(a, 3));
            case "delete_key" -> {
                checkNotScalar(json, "cannot delete path in scalar");
                yield edit(json, path, PathEdit.DELETE, null);
            }
            case "return_target" -> json;
            default -> throw nullTreatment();
        };
    }

    private static SqlStateException nullTreatment() {
        return JsonValues.invalid(
                "null_value_treatment must be \"delete_key\", \"return_target\", \"use_json_null\", or"
                        + " \"raise_exception\"");
    }

    /** Members of objects whose value is null, at any depth; elements of arrays stay. */
    private static SqlJson stripNulls(SqlJson json) {
        if (json instanceof SqlJson.Members(List<SqlJson.Member> members)) {
            List<SqlJson.Member> kept = new ArrayList<>(members.size());
            for (SqlJson.Member member : members) {
                if (!(member.value() instanceof SqlJson.Null)) {
                    kept.add(new SqlJson.Member(member.key(), stripNulls(member.value())));
                }
            }
            return new SqlJson.Members(kept);
        }
        if (json instanceof SqlJson.Array(List<SqlJson> elements)) {
            return new SqlJson.Array(
                    elements.stream().map(JsonbEditing::stripNulls).toList());
        }
        return json;
    }
}
