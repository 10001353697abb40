package io.trefoil.sql.catalog.builtin;

/**
 * A row of pg_amop: an operator's place in an operator family (PostgreSQL docs, "pg_amop").
 *
 * @param strategy for btree 1 to 5 are {@code < <= = >= >}; for hash 1 is {@code =}
 * @param purpose s search, o ordering
 */
public record AmopRow(int oid, int family, int left, int right, int strategy, char purpose, int operator, int method) {
    static AmopRow read(RowReader row) {
        return new AmopRow(
                row.number(0),
                row.number(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.character(5),
                row.number(6),
                row.number(7));
    }
}
