package io.trefoil.sql.functions.json;

import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One change at the end of a path through a jsonb value. What the path does not lead to stays as it is. */
final class PathEdit {
    /** What to do where the path ends. */
    enum Kind {
        SET,
        SET_OR_CREATE,
        INSERT_BEFORE,
        INSERT_AFTER,
        DELETE
    }

    static final Kind SET = Kind.SET;
    static final Kind SET_OR_CREATE = Kind.SET_OR_CREATE;
    static final Kind INSERT_BEFORE = Kind.INSERT_BEFORE;
    static final Kind INSERT_AFTER = Kind.INSERT_AFTER;
    static final Kind DELETE = Kind.DELETE;

    private final List<@Nullable String> path;
    private final Kind kind;
    private final @Nullable SqlJson value;

    PathEdit(List<@Nullable String> path, Kind kind, @Nullable SqlJson value) {
        this.path = path;
        this.kind = kind;
        this.value = value;
    }

    SqlJson apply(SqlJson json) {
        return apply(json, 0);
    }

    private SqlJson apply(SqlJson json, int depth) {
        String step = step(depth);
        return switch (json) {
            case SqlJson.Members(List<SqlJson.Member> members) -> inObject(members, step, depth);
            case SqlJson.Array(List<SqlJson> elements) -> inArray(elements, step, depth);
            case SqlJson scalar -> scalar;
        };
    }

    private String step(int depth) {
        String step = path.get(depth);
        if (step == null) {
            throw new SqlStateException(
                    SqlState.NULL_VALUE_NOT_ALLOWED, "path element at position " + (depth + 1) + " is null");
        }
        return step;
    }

    private boolean last(int depth) {
        return depth == path.size() - 1;
    }

    private SqlJson given() {
        return Objects.requireNonNull(value);
    }

    private SqlJson inObject(List<SqlJson.Member> members, String key, int depth) {
        List<SqlJson.Member> result = new ArrayList<>(members.size() + 1);
        boolean found = false;
        for (SqlJson.Member member : members) {
            if (!member.key().equals(key)) {
                result.add(member);
                continue;
            }
            found = true;
            if (!last(depth)) {
                result.add(new SqlJson.Member(key, apply(member.value(), depth + 1)));
            } else if (kind == INSERT_BEFORE || kind == INSERT_AFTER) {
                throw JsonValues.invalid("cannot replace existing key")
                        .withHint("Try using the function jsonb_set to replace key value.");
            } else if (kind != DELETE) {
                result.add(new SqlJson.Member(key, given()));
            }
        }
        if (!found && last(depth) && kind != DELETE && kind != SET) {
            result.add(new SqlJson.Member(key, given()));
        }
        return JsonValues.object(result);
    }

    private SqlJson inArray(List<SqlJson> elements, String step, int depth) {
        Integer parsed = JsonValues.index(step);
        if (parsed == null) {
            throw new SqlStateException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    "path element at position " + (depth + 1) + " is not an integer: \"" + step + "\"");
        }
        int index = parsed < 0 ? elements.size() + parsed : parsed;
        List<SqlJson> result = new ArrayList<>(elements);
        if (index < 0 || index >= elements.size()) {
            if (last(depth) && kind != DELETE && kind != SET) {
                result.add(index < 0 ? 0 : elements.size(), given());
            }
            return new SqlJson.Array(result);
        }
        if (!last(depth)) {
            result.set(index, apply(elements.get(index), depth + 1));
            return new SqlJson.Array(result);
        }
        switch (kind) {
            case SET, SET_OR_CREATE -> result.set(index, given());
            case INSERT_BEFORE -> result.add(index, given());
            case INSERT_AFTER -> result.add(index + 1, given());
            case DELETE -> result.remove(index);
        }
        return new SqlJson.Array(result);
    }
}
