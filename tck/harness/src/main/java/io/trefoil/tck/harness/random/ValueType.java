package io.trefoil.tck.harness.random;

import java.util.List;

/**
 * The types that random columns and expressions have. Values come from small pools, so that joins match, groups have
 * members, and arithmetic neither overflows nor rounds in binary.
 */
enum ValueType {
    INTEGER("int4", List.of("0", "1", "2", "3", "-1", "7", "10", "-20")),
    BIGINT("int8", List.of("0::int8", "5::int8", "-3::int8", "1000::int8")),
    NUMERIC("numeric(8,2)", List.of("0.00", "1.50", "-2.25", "10.00", "99.99", "0.01")),
    FLOAT("float8", List.of("0::float8", "0.5::float8", "-1.25::float8", "8::float8")),
    TEXT("text", List.of("''", "'a'", "'b'", "'abc'", "'Ab'", "'zz top'", "'äö'", "'1'")),
    BOOLEAN("bool", List.of("true", "false")),
    DATE("date", List.of("date '2024-01-01'", "date '2024-02-29'", "date '1999-12-31'", "date '2030-06-15'")),
    TIMESTAMP(
            "timestamp",
            List.of(
                    "timestamp '2024-01-01 00:00:00'",
                    "timestamp '2024-02-29 12:30:00.5'",
                    "timestamp '1970-01-01 00:00:01'"));

    /** As in CREATE TABLE. */
    final String sql;

    /** Literals of this type. */
    final List<String> literals;

    ValueType(String sql, List<String> literals) {
        this.sql = sql;
        this.literals = literals;
    }

    boolean isNumber() {
        return this == INTEGER || this == BIGINT || this == NUMERIC || this == FLOAT;
    }
}
