package io.trefoil.tck.harness.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random table with its rows; the first column is an integer primary key named id. */
record RandomTable(String name, List<Column> columns, int rows) {
    private static final int ROWS_MAX = 25;

    record Column(String name, ValueType type) {}

    static RandomTable create(String name, Random random) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", ValueType.INTEGER));
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            ValueType[] types = ValueType.values();
            columns.add(new Column("c" + i, types[random.nextInt(types.length)]));
        }
        return new RandomTable(name, columns, random.nextInt(ROWS_MAX));
    }

    /** CREATE TABLE, some indexes, and INSERT. */
    List<String> statements(Random random) {
        List<String> statements = new ArrayList<>();
        statements.add(columns.stream()
                .map(c -> c.name() + " " + c.type().sql + (c.name().equals("id") ? " primary key" : ""))
                .collect(Collectors.joining(", ", "create table " + name + " (", ")")));
        for (int i = random.nextInt(3); i > 0; i--) {
            Column column = columns.get(1 + random.nextInt(columns.size() - 1));
            String second = random.nextBoolean() ? ", id" : "";
            String descending = random.nextInt(3) == 0 ? " desc" : "";
            statements.add("create index on " + name + " (" + column.name() + descending + second + ")");
        }
        if (rows > 0) {
            statements.add(IntStream.range(0, rows)
                    .mapToObj(row -> values(row, random))
                    .collect(Collectors.joining(", ", "insert into " + name + " values ", "")));
        }
        return statements;
    }

    private String values(int row, Random random) {
        return columns.stream()
                .map(column -> column.name().equals("id") ? String.valueOf(row) : literalOrNull(column.type(), random))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literalOrNull(ValueType type, Random random) {
        return random.nextInt(5) == 0 ? "null" : type.literals.get(random.nextInt(type.literals.size()));
    }
}
