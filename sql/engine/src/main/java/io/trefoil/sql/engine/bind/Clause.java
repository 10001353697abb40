package io.trefoil.sql.engine.bind;

/** Where an expression stands, which decides what it may contain and how errors name the place. */
enum Clause {
    SELECT("SELECT", true, true, true),
    WHERE("WHERE", false, false, false),
    JOIN_ON("JOIN conditions", false, false, false),
    FROM_FUNCTION("functions in FROM", false, false, true),
    GROUP_BY("GROUP BY", false, false, true),
    HAVING("HAVING", true, false, false),
    ORDER_BY("ORDER BY", true, true, true),
    DISTINCT_ON("DISTINCT ON", true, true, true),
    WINDOW("window definitions", true, false, false),
    AGGREGATE("aggregate function calls", false, false, false),
    FILTER("FILTER", false, false, false),
    LIMIT("LIMIT", false, false, false),
    VALUES("VALUES", false, false, true),
    INSERT("INSERT", false, false, true),
    UPDATE("UPDATE", false, false, false),
    MERGE_WHEN("MERGE WHEN conditions", false, false, false),
    MERGE_VALUES("VALUES", false, false, false),
    RETURNING("RETURNING", false, false, false),
    CHECK("check constraints", false, false, false),
    DEFAULT("DEFAULT expressions", false, false, false),
    GENERATED("column generation expressions", false, false, false),
    INDEX_EXPRESSION("index expressions", false, false, false),
    INDEX_PREDICATE("index predicates", false, false, false),
    EXECUTE_PARAMETER("EXECUTE parameters", false, false, false);

    private final String text;
    private final boolean aggregates;
    private final boolean windows;
    private final boolean sets;

    Clause(String text, boolean aggregates, boolean windows, boolean sets) {
        this.text = text;
        this.aggregates = aggregates;
        this.windows = windows;
        this.sets = sets;
    }

    /** The place as error messages name it. */
    String text() {
        return text;
    }

    boolean allowsAggregates() {
        return aggregates;
    }

    boolean allowsWindows() {
        return windows;
    }

    boolean allowsSets() {
        return sets;
    }

    /** Whether subqueries may stand here at all. */
    boolean allowsSubqueries() {
        return switch (this) {
            case CHECK, DEFAULT, GENERATED, INDEX_EXPRESSION, INDEX_PREDICATE, EXECUTE_PARAMETER -> false;
            default -> true;
        };
    }
}
