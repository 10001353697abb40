package io.trefoil.sql.types;

import java.util.List;

/**
 * jsonb's btree order: object, array, boolean, number, string, null from greatest to least; longer containers are
 * greater. By an accident of PostgreSQL's that has to be kept, an empty array at the top is less than any scalar.
 */
final class JsonOrder {
    private JsonOrder() {}

    static int compare(SqlJson left, SqlJson right) {
        boolean leftArray = left instanceof SqlJson.Array;
        boolean rightArray = right instanceof SqlJson.Array;
        if (leftArray && isScalar(right)) {
            return size(left) == 0 ? -1 : 1;
        }
        if (rightArray && isScalar(left)) {
            return size(right) == 0 ? 1 : -1;
        }
        return compareNested(left, right);
    }

    private static int size(SqlJson array) {
        return ((SqlJson.Array) array).elements().size();
    }

    private static boolean isScalar(SqlJson value) {
        return !(value instanceof SqlJson.Array) && !(value instanceof SqlJson.Members);
    }

    private static int compareNested(SqlJson left, SqlJson right) {
        int order = Integer.compare(rank(left), rank(right));
        if (order != 0) {
            return order;
        }
        return switch (left) {
            case SqlJson.Null() -> 0;
            case SqlJson.Bool(boolean value) -> Boolean.compare(value, ((SqlJson.Bool) right).value());
            case SqlJson.Number(SqlNumeric value) -> value.compareTo(((SqlJson.Number) right).value());
            case SqlJson.Text(String value) -> Utf8.compare(value, ((SqlJson.Text) right).value());
            case SqlJson.Array(List<SqlJson> elements) -> compareArrays(elements, ((SqlJson.Array) right).elements());
            case SqlJson.Members(List<SqlJson.Member> members) ->
                compareMembers(members, ((SqlJson.Members) right).members());
        };
    }

    private static int rank(SqlJson value) {
        return switch (value) {
            case SqlJson.Null() -> 0;
            case SqlJson.Text(String ignored) -> 1;
            case SqlJson.Number(SqlNumeric ignored) -> 2;
            case SqlJson.Bool(boolean ignored) -> 3;
            case SqlJson.Array(List<SqlJson> ignored) -> 4;
            case SqlJson.Members(List<SqlJson.Member> ignored) -> 5;
        };
    }

    private static int compareArrays(List<SqlJson> left, List<SqlJson> right) {
        int order = Integer.compare(left.size(), right.size());
        for (int i = 0; order == 0 && i < left.size(); i++) {
            order = compareNested(left.get(i), right.get(i));
        }
        return order;
    }

    private static int compareMembers(List<SqlJson.Member> left, List<SqlJson.Member> right) {
        int order = Integer.compare(left.size(), right.size());
        for (int i = 0; order == 0 && i < left.size(); i++) {
            order = Utf8.compare(left.get(i).key(), right.get(i).key());
            if (order == 0) {
                order = compareNested(left.get(i).value(), right.get(i).value());
            }
        }
        return order;
    }
}
