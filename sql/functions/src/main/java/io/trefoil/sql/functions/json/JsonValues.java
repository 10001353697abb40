package io.trefoil.sql.functions.json;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.text.CodePoints;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small helpers over jsonb trees. */
final class JsonValues {
    /** jsonb's order of keys: shorter ones first, then by bytes. */
    static final Comparator<String> KEY_ORDER =
            Comparator.<String>comparingInt(CodePoints::utf8Length).thenComparing(SqlTypes.TEXT::compare);

    private JsonValues() {}

    static @Nullable SqlJson member(SqlJson.Members object, String key) {
        for (SqlJson.Member member : object.members()) {
            if (member.key().equals(key)) {
                return member.value();
            }
        }
        return null;
    }

    /** Negative indexes count from the end. */
    static @Nullable SqlJson element(List<SqlJson> elements, int index) {
        int at = index < 0 ? elements.size() + index : index;
        return at >= 0 && at < elements.size() ? elements.get(at) : null;
    }

    /** What ->> gives: strings as they are, JSON null as SQL null. */
    static @Nullable String text(@Nullable SqlJson value) {
        return switch (value) {
            case null -> null;
            case SqlJson.Null n -> null;
            case SqlJson.Text(String text) -> text;
            case SqlJson other -> print(other);
        };
    }

    static String print(SqlJson value) {
        return SqlTypes.JSONB.toText(value, TextFormat.DEFAULT);
    }

    static SqlJson parse(String json) {
        return (SqlJson) SqlTypes.JSONB.parse(json, -1, TextFormat.DEFAULT);
    }

    static String typeName(SqlJson value) {
        return switch (value) {
            case SqlJson.Null n -> "null";
            case SqlJson.Bool b -> "boolean";
            case SqlJson.Number n -> "number";
            case SqlJson.Text t -> "string";
            case SqlJson.Array a -> "array";
            case SqlJson.Members m -> "object";
        };
    }

    static boolean isScalar(SqlJson value) {
        return !(value instanceof SqlJson.Array) && !(value instanceof SqlJson.Members);
    }

    /** An object of these members in jsonb's order; of equal keys the last counts. */
    static SqlJson.Members object(Iterable<SqlJson.Member> members) {
        TreeMap<String, SqlJson> sorted = new TreeMap<>(KEY_ORDER);
        for (SqlJson.Member member : members) {
            sorted.put(member.key(), member.value());
        }
        List<SqlJson.Member> list = new ArrayList<>(sorted.size());
        for (Map.Entry<String, SqlJson> entry : sorted.entrySet()) {
            list.add(new SqlJson.Member(entry.getKey(), entry.getValue()));
        }
        return new SqlJson.Members(list);
    }

    /** The texts of a path argument, null elements included. */
    static List<@Nullable String> path(SqlArray array) {
        List<@Nullable String> path = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            path.add((String) array.get(i));
        }
        return path;
    }

    /** A path element as an array index, or null when it is no integer. */
    static @Nullable Integer index(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length() || text.length() > start + 10) {
            return null;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        long value = Long.parseLong(text);
        return value == (int) value ? (int) value : null;
    }

    static SqlStateException invalid(String message) {
        return FunctionErrors.invalidParameter(message);
    }
}
