package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily.Definitions;

/** Defines =, <>, <, <=, > and >= of two types from one order. */
final class SixOperators {
    /** The order of a left and a right value, as {@code Comparator} gives it. */
    @FunctionalInterface
    interface Order {
        int compare(Object left, Object right);
    }

    private SixOperators() {}

    /**
     * @param name the functions' names with {@code *} where eq, ne, lt, le, gt or ge stands, such as {@code date_*}
     * @param types the argument types as in a signature
     */
    static void define(Definitions definitions, String name, String types, Order order) {
        equality(definitions, name, types, order);
        inequalities(definitions, name, types, order);
    }

    static void equality(Definitions definitions, String name, String types, Order order) {
        binary(definitions, signature(name, "eq", types), (left, right) -> order.compare(left, right) == 0);
        binary(definitions, signature(name, "ne", types), (left, right) -> order.compare(left, right) != 0);
    }

    static void inequalities(Definitions definitions, String name, String types, Order order) {
        binary(definitions, signature(name, "lt", types), (left, right) -> order.compare(left, right) < 0);
        binary(definitions, signature(name, "le", types), (left, right) -> order.compare(left, right) <= 0);
        binary(definitions, signature(name, "gt", types), (left, right) -> order.compare(left, right) > 0);
        binary(definitions, signature(name, "ge", types), (left, right) -> order.compare(left, right) >= 0);
    }

    /** The greater and the smaller of two values of one type, under pg_proc's names for them. */
    static void extremes(Definitions definitions, String larger, String smaller, String type, Order order) {
        String types = "(" + type + "," + type + ")";
        binary(definitions, larger + types, (left, right) -> order.compare(left, right) > 0 ? left : right);
        binary(definitions, smaller + types, (left, right) -> order.compare(left, right) < 0 ? left : right);
    }

    static String signature(String name, String operator, String types) {
        return name.replace("*", operator) + "(" + types + ")";
    }
}
