package io.trefoil.sql.catalog.builtin;

/**
 * A row of pg_opclass (PostgreSQL docs, "pg_opclass").
 *
 * @param method opcmethod: pg_am.oid, 403 for btree, 405 for hash
 * @param isDefault whether an index on {@code inputType} takes this class when none is named
 * @param keyType opckeytype, 0 when the same as inputType
 */
public record OpclassRow(
        int oid,
        int method,
        String name,
        int namespace,
        int owner,
        int family,
        int inputType,
        boolean isDefault,
        int keyType) {

    static OpclassRow read(RowReader row) {
        return new OpclassRow(
                row.number(0),
                row.number(1),
                row.text(2),
                row.number(3),
                row.number(4),
                row.number(5),
                row.number(6),
                row.flag(7),
                row.number(8));
    }
}
