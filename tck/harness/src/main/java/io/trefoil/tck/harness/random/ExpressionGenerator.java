package io.trefoil.tck.harness.random;

import java.util.List;
import java.util.Random;

/**
 * Random expressions over columns in scope. They are built so that no server's order of evaluation can make an error of
 * them: divisors are never zero, products have one small factor, substrings positive lengths.
 */
final class ExpressionGenerator {
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> PATTERNS = List.of("'%a%'", "'a%'", "'_b%'", "'%'", "'Ab'", "'z%p'");

    private final Random random;
    private final List<RandomTable> tables;

    /** A column that an expression may use, as it is written there. */
    record InScope(String sql, ValueType type) {}

    ExpressionGenerator(Random random, List<RandomTable> tables) {
        this.random = random;
        this.tables = tables;
    }

    ValueType anyType() {
        ValueType[] types = ValueType.values();
        return types[random.nextInt(types.length)];
    }

    String expression(ValueType type, List<InScope> scope, int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return leaf(type, scope);
        }
        int next = depth - 1;
        switch (random.nextInt(10)) {
            case 0 -> {
                return "coalesce(" + expression(type, scope, next) + ", " + leaf(type, scope) + ")";
            }
            case 1 -> {
                return "case when " + expression(ValueType.BOOLEAN, scope, next) + " then "
                        + expression(type, scope, next)
                        + (random.nextBoolean() ? " else " + expression(type, scope, next) : "") + " end";
            }
            case 2 -> {
                return "nullif(" + expression(type, scope, next) + ", " + leaf(type, scope) + ")";
            }
            case 3 -> {
                return type == ValueType.BOOLEAN
                        ? predicate(scope, next)
                        : (random.nextBoolean() ? "greatest(" : "least(") + expression(type, scope, next) + ", "
                                + leaf(type, scope) + ")";
            }
            case 4 -> {
                return scalarSubquery(type);
            }
            default -> {
                return operation(type, scope, next);
            }
        }
    }

    private String leaf(ValueType type, List<InScope> scope) {
        List<InScope> fitting =
                scope.stream().filter(column -> column.type() == type).toList();
        if (!fitting.isEmpty() && random.nextInt(5) > 0) {
            return fitting.get(random.nextInt(fitting.size())).sql();
        }
        if (random.nextInt(12) == 0) {
            return "null::" + type.sql.replace("(8,2)", "");
        }
        return type.literals.get(random.nextInt(type.literals.size()));
    }

    private String operation(ValueType type, List<InScope> scope, int depth) {
        String left = expression(type, scope, depth);
        String literal = type.literals.get(random.nextInt(type.literals.size()));
        return switch (type) {
            case INTEGER, BIGINT ->
                switch (random.nextInt(8)) {
                    case 0 -> "(" + left + " - " + expression(type, scope, depth) + ")";
                    case 1 -> "(" + left + " * " + literal + ")";
                    case 2 -> "(" + left + " / nullif(" + leaf(type, scope) + ", 0))";
                    case 3 -> "(" + left + " % nullif(" + leaf(type, scope) + ", 0))";
                    case 4 ->
                        type == ValueType.INTEGER
                                ? "length(" + expression(ValueType.TEXT, scope, depth) + ")"
                                : "(- " + left + ")";
                    case 5 -> "abs(" + left + ")";
                    default -> "(" + left + " + " + expression(type, scope, depth) + ")";
                };
            case NUMERIC ->
                switch (random.nextInt(7)) {
                    case 0 -> "(" + left + " - " + expression(type, scope, depth) + ")";
                    case 1 -> "(" + left + " * " + literal + ")";
                    case 2 -> "(" + left + " / nullif(" + leaf(type, scope) + ", 0))";
                    case 3 -> "round(" + left + ", " + random.nextInt(3) + ")";
                    case 4 -> "(" + expression(ValueType.INTEGER, scope, depth) + " * " + literal + ")";
                    case 5 -> "abs(" + left + ")";
                    default -> "(" + left + " + " + expression(type, scope, depth) + ")";
                };
            case FLOAT ->
                switch (random.nextInt(4)) {
                    case 0 -> "(" + left + " - " + expression(type, scope, depth) + ")";
                    case 1 -> "(" + left + " * 0.5::float8)";
                    case 2 -> "(" + expression(ValueType.INTEGER, scope, depth) + ")::float8";
                    default -> "(" + left + " + " + expression(type, scope, depth) + ")";
                };
            case TEXT ->
                switch (random.nextInt(8)) {
                    case 0 -> "upper(" + left + ")";
                    case 1 -> "lower(" + left + ")";
                    case 2 -> "substr(" + left + ", " + (1 + random.nextInt(3)) + ", " + random.nextInt(4) + ")";
                    case 3 -> "(" + expression(ValueType.INTEGER, scope, depth) + ")::text";
                    case 4 -> "replace(" + left + ", 'a', 'xy')";
                    case 5 -> "lpad(" + left + ", " + random.nextInt(6) + ", '*')";
                    case 6 -> "reverse(" + left + ")";
                    default -> "(" + left + " || " + expression(type, scope, depth) + ")";
                };
            case BOOLEAN -> predicate(scope, depth);
            case DATE ->
                random.nextBoolean()
                        ? "(" + left + " + " + random.nextInt(100) + ")"
                        : "(" + expression(ValueType.TIMESTAMP, scope, depth) + ")::date";
            case TIMESTAMP ->
                random.nextBoolean()
                        ? "(" + left + " + interval '" + random.nextInt(50) + " days 01:30')"
                        : "(" + expression(ValueType.DATE, scope, depth) + ")::timestamp";
        };
    }

    /** A boolean expression; may be unknown. */
    String predicate(List<InScope> scope, int depth) {
        int next = depth - 1;
        if (depth > 0 && random.nextInt(3) == 0) {
            String connective = random.nextBoolean() ? " and " : " or ";
            return "(" + predicate(scope, next) + connective + predicate(scope, next) + ")";
        }
        ValueType type = anyType();
        String left = expression(type, scope, next);
        return switch (random.nextInt(12)) {
            case 0 -> "(" + left + " is null)";
            case 1 -> "(" + left + " is not null)";
            case 2 -> "(" + left + " is distinct from " + leaf(type, scope) + ")";
            case 3 ->
                "(" + left + " in (" + leaf(type, scope) + ", " + leaf(type, scope) + ", " + leaf(type, scope) + "))";
            case 4 -> "(" + left + " between " + leaf(type, scope) + " and " + leaf(type, scope) + ")";
            case 5 -> "(not " + predicate(scope, next) + ")";
            case 6 ->
                "(" + expression(ValueType.TEXT, scope, next) + (random.nextBoolean() ? " like " : " not like ")
                        + PATTERNS.get(random.nextInt(PATTERNS.size())) + ")";
            case 7 -> inSubquery(type, left, scope);
            case 8 -> exists(scope);
            default ->
                "(" + left + " " + COMPARISONS.get(random.nextInt(COMPARISONS.size())) + " "
                        + expression(type, scope, next) + ")";
        };
    }

    private String scalarSubquery(ValueType type) {
        RandomTable table = anyTable();
        List<RandomTable.Column> fitting =
                table.columns().stream().filter(column -> column.type() == type).toList();
        if (fitting.isEmpty() || type == ValueType.BOOLEAN) {
            return type.literals.getFirst();
        }
        String column = fitting.get(random.nextInt(fitting.size())).name();
        return "(select " + (random.nextBoolean() ? "min" : "max") + "(" + column + ") from " + table.name() + ")";
    }

    private String inSubquery(ValueType type, String left, List<InScope> scope) {
        RandomTable table = anyTable();
        List<RandomTable.Column> fitting =
                table.columns().stream().filter(column -> column.type() == type).toList();
        if (fitting.isEmpty()) {
            return "(" + left + " = " + leaf(type, scope) + ")";
        }
        String column = fitting.get(random.nextInt(fitting.size())).name();
        return "(" + left + (random.nextBoolean() ? " in " : " not in ") + "(select " + column + " from " + table.name()
                + (random.nextBoolean() ? " where id > " + random.nextInt(20) : "") + "))";
    }

    /** EXISTS, correlated by an equality when a column of the scope fits. */
    private String exists(List<InScope> scope) {
        RandomTable table = anyTable();
        String condition = "s.id < " + random.nextInt(10);
        for (RandomTable.Column column : table.columns()) {
            List<InScope> fitting = scope.stream()
                    .filter(outer -> outer.type() == column.type())
                    .toList();
            if (!fitting.isEmpty() && random.nextBoolean()) {
                condition = "s." + column.name() + " = "
                        + fitting.get(random.nextInt(fitting.size())).sql();
                break;
            }
        }
        return "(" + (random.nextBoolean() ? "" : "not ") + "exists (select 1 from " + table.name() + " s where "
                + condition + "))";
    }

    private RandomTable anyTable() {
        return tables.get(random.nextInt(tables.size()));
    }
}
