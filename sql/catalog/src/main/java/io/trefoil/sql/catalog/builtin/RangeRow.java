package io.trefoil.sql.catalog.builtin;

/**
 * The types that belong together by a row of pg_range (PostgreSQL docs, "pg_range").
 *
 * @param range rngtypid
 * @param subtype rngsubtype: the type of the bounds
 * @param multirange rngmultitypid
 */
public record RangeRow(int range, int subtype, int multirange) {
    static RangeRow read(RowReader row) {
        return new RangeRow(row.number(0), row.number(1), row.number(2));
    }
}
