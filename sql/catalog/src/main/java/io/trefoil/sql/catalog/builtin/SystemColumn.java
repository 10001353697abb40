package io.trefoil.sql.catalog.builtin;

/**
 * A column of one of PostgreSQL's own tables, views or indexes: a row of pg_attribute with attnum above 0.
 *
 * @param number attnum, from 1
 * @param type atttypid
 * @param modifier atttypmod, -1 for none
 */
public record SystemColumn(
        int relation, String name, int type, int number, int dimensions, int modifier, boolean notNull, int collation) {

    static SystemColumn read(RowReader row) {
        return new SystemColumn(
                row.number(0),
                row.text(1),
                row.number(2),
                row.number(4),
                row.number(5),
                row.number(6),
                row.flag(10),
                row.number(11));
    }
}
