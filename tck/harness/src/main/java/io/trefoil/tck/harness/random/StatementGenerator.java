package io.trefoil.tck.harness.random;

import io.trefoil.tck.harness.random.ExpressionGenerator.InScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random statements over random tables. Where rows are limited, the order is total. */
final class StatementGenerator {
    private static final int DEPTH = 3;
    private static final List<String> JOINS = List.of("join", "left join", "right join", "full join", "cross join");

    private final Random random;
    private final List<RandomTable> tables;
    private final ExpressionGenerator expressions;
    private int aliases;
    private int newKey = 1000;

    /** A query and the types of its columns; callers name them. */
    private record Typed(String sql, List<ValueType> types) {}

    private record From(String sql, List<InScope> scope) {}

    StatementGenerator(Random random, List<RandomTable> tables) {
        this.random = random;
        this.tables = tables;
        this.expressions = new ExpressionGenerator(random, tables);
    }

    /** A query nine times of ten, else a change of a table. */
    String statement() {
        aliases = 0;
        return random.nextInt(10) == 0 ? change() : query();
    }

    String query() {
        return switch (random.nextInt(8)) {
            case 0 -> setOperation();
            case 1, 2, 3 -> aggregate();
            case 4 -> with();
            default -> ordered(select(types(1 + random.nextInt(4)), random.nextInt(4) == 0));
        };
    }

    private List<ValueType> types(int count) {
        return IntStream.range(0, count).mapToObj(i -> expressions.anyType()).toList();
    }

    private Typed select(List<ValueType> types, boolean distinct) {
        From from = from();
        String items = types.stream()
                .map(type -> expressions.expression(type, from.scope(), DEPTH))
                .collect(Collectors.joining(", "));
        String where = random.nextInt(3) > 0 ? " where " + expressions.predicate(from.scope(), DEPTH) : "";
        return new Typed("select " + (distinct ? "distinct " : "") + items + " from " + from.sql() + where, types);
    }

    /** Orders by every column, so that LIMIT cuts at the same rows everywhere. */
    private String ordered(Typed query) {
        if (random.nextInt(3) == 0) {
            return query.sql();
        }
        String keys = IntStream.rangeClosed(1, query.types().size())
                .mapToObj(
                        i -> i + (random.nextBoolean() ? "" : " desc") + (random.nextInt(3) > 0 ? "" : " nulls first"))
                .collect(Collectors.joining(", "));
        String limit = random.nextBoolean() ? " limit " + random.nextInt(10) : "";
        String offset = random.nextInt(3) == 0 ? " offset " + random.nextInt(5) : "";
        return query.sql() + " order by " + keys + limit + offset;
    }

    private From from() {
        From from = item();
        for (int i = random.nextInt(3); i > 0; i--) {
            from = join(from, item());
        }
        return from;
    }

    private From item() {
        String alias = "a" + aliases++;
        if (random.nextInt(5) == 0) {
            List<ValueType> types = types(1 + random.nextInt(3));
            Typed inner = simple(types);
            String names =
                    IntStream.range(0, types.size()).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
            List<InScope> scope = IntStream.range(0, types.size())
                    .mapToObj(i -> new InScope(alias + ".x" + i, types.get(i)))
                    .toList();
            return new From("(" + inner.sql() + ") " + alias + "(" + names + ")", scope);
        }
        RandomTable table = tables.get(random.nextInt(tables.size()));
        List<InScope> scope = table.columns().stream()
                .map(column -> new InScope(alias + "." + column.name(), column.type()))
                .toList();
        return new From(table.name() + " " + alias, scope);
    }

    /** A query over one table. */
    private Typed simple(List<ValueType> types) {
        RandomTable table = tables.get(random.nextInt(tables.size()));
        List<InScope> scope = table.columns().stream()
                .map(c -> new InScope(table.name() + "." + c.name(), c.type()))
                .toList();
        String items = types.stream()
                .map(type -> expressions.expression(type, scope, 1))
                .collect(Collectors.joining(", "));
        String where = random.nextBoolean() ? " where " + expressions.predicate(scope, 1) : "";
        return new Typed("select " + items + " from " + table.name() + where, types);
    }

    private From join(From left, From right) {
        String kind = JOINS.get(random.nextInt(JOINS.size()));
        List<InScope> scope = new ArrayList<>(left.scope());
        scope.addAll(right.scope());
        if (kind.equals("cross join")) {
            return new From(left.sql() + " cross join " + right.sql(), scope);
        }
        String equality = equality(left.scope(), right.scope());
        // PostgreSQL runs FULL JOIN only on conditions that hash or merge.
        boolean more = !kind.equals("full join") && random.nextInt(3) == 0;
        String condition = more ? equality + " and " + expressions.predicate(scope, 1) : equality;
        return new From(left.sql() + " " + kind + " " + right.sql() + " on " + condition, scope);
    }

    private String equality(List<InScope> left, List<InScope> right) {
        for (int tries = 0; tries < 10; tries++) {
            InScope a = left.get(random.nextInt(left.size()));
            List<InScope> fitting =
                    right.stream().filter(b -> b.type() == a.type()).toList();
            if (!fitting.isEmpty()) {
                return a.sql() + " = "
                        + fitting.get(random.nextInt(fitting.size())).sql();
            }
        }
        return "length(" + left.getFirst().sql() + "::text) = length("
                + right.getFirst().sql() + "::text)";
    }

    private String aggregate() {
        From from = from();
        List<String> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            keys.add(from.scope().get(random.nextInt(from.scope().size())).sql());
        }
        List<String> items = new ArrayList<>(keys);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            items.add(aggregateCall(from.scope()));
        }
        String where = random.nextBoolean() ? " where " + expressions.predicate(from.scope(), 2) : "";
        String group = keys.isEmpty() ? "" : " group by " + String.join(", ", keys);
        String having = random.nextInt(4) == 0 ? " having count(*) > " + random.nextInt(3) : "";
        String sql = "select " + String.join(", ", items) + " from " + from.sql() + where + group + having;
        return ordered(new Typed(sql, types(items.size())));
    }

    private String aggregateCall(List<InScope> scope) {
        ValueType type = expressions.anyType();
        String argument = expressions.expression(type, scope, 1);
        String filter = random.nextInt(5) == 0 ? " filter (where " + expressions.predicate(scope, 1) + ")" : "";
        if (random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> "count(*)" + filter;
                case 1 -> "count(distinct " + argument + ")" + filter;
                default -> "count(" + argument + ")" + filter;
            };
        }
        return switch (type) {
            case INTEGER, BIGINT, NUMERIC ->
                List.of("sum", "avg", "min", "max").get(random.nextInt(4)) + "(" + argument + ")" + filter;
            case FLOAT -> List.of("sum", "min", "max").get(random.nextInt(3)) + "(" + argument + ")" + filter;
            case TEXT ->
                random.nextBoolean()
                        ? "string_agg(" + argument + ", ',' order by " + argument + ")" + filter
                        : "max(" + argument + ")" + filter;
            case BOOLEAN -> (random.nextBoolean() ? "bool_and(" : "bool_or(") + argument + ")" + filter;
            case DATE, TIMESTAMP ->
                random.nextBoolean()
                        ? "min(" + argument + ")" + filter
                        : "array_agg(" + argument + " order by " + argument + ")" + filter;
        };
    }

    private String setOperation() {
        List<ValueType> types = types(1 + random.nextInt(3));
        String operator = List.of("union", "union all", "intersect", "except", "intersect all", "except all")
                .get(random.nextInt(6));
        Typed left = select(types, false);
        Typed right = select(types, false);
        return ordered(new Typed(left.sql() + " " + operator + " " + right.sql(), types));
    }

    private String with() {
        List<ValueType> types = types(2);
        Typed inner = simple(types);
        List<InScope> scope = List.of(new InScope("w.x0", types.get(0)), new InScope("w.x1", types.get(1)));
        String where = " where " + expressions.predicate(scope, 2);
        return ordered(new Typed(
                "with w(x0, x1) as (" + inner.sql() + ") select w.x0, w.x1, "
                        + expressions.expression(types.get(0), scope, 2) + " from w"
                        + (random.nextBoolean() ? " join w v on w.x0 = v.x0" : "") + where,
                List.of(types.get(0), types.get(1), types.get(0))));
    }

    private String change() {
        RandomTable table = tables.get(random.nextInt(tables.size()));
        List<InScope> scope = table.columns().stream()
                .map(column -> new InScope(table.name() + "." + column.name(), column.type()))
                .toList();
        RandomTable.Column column =
                table.columns().get(1 + random.nextInt(table.columns().size() - 1));
        String where = " where " + expressions.predicate(scope, 2);
        return switch (random.nextInt(3)) {
            case 0 ->
                "update " + table.name() + " set " + column.name() + " = " + value(column.type(), scope) + where
                        + " returning *";
            case 1 ->
                "delete from " + table.name() + " where id % 7 = " + random.nextInt(7) + " and "
                        + expressions.predicate(scope, 1) + " returning id";
            default ->
                "insert into " + table.name() + " (id, " + column.name() + ") values (" + newKey++ + ", "
                        + value(column.type(), List.of()) + ") returning *";
        };
    }

    /** Numerics stay leaves, so that no sum outgrows the column. */
    private String value(ValueType type, List<InScope> scope) {
        return expressions.expression(type, scope, type.isNumber() ? 0 : 1);
    }
}
