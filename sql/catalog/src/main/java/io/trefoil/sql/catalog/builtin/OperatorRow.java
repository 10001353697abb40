package io.trefoil.sql.catalog.builtin;

/**
 * A row of pg_operator (PostgreSQL docs, "pg_operator").
 *
 * @param kind oprkind: b infix, l prefix
 * @param left oprleft: type OID, 0 for a prefix operator
 * @param commutator oprcom, 0 when there is none
 * @param negator oprnegate, 0 when there is none
 * @param function oprcode: the function that computes it
 */
public record OperatorRow(
        int oid,
        String name,
        int namespace,
        int owner,
        char kind,
        boolean canMerge,
        boolean canHash,
        int left,
        int right,
        int result,
        int commutator,
        int negator,
        int function) {

    public boolean isPrefix() {
        return left == 0;
    }

    static OperatorRow read(RowReader row) {
        return new OperatorRow(
                row.number(0),
                row.text(1),
                row.number(2),
                row.number(3),
                row.character(4),
                row.flag(5),
                row.flag(6),
                row.number(7),
                row.number(8),
                row.number(9),
                row.number(10),
                row.number(11),
                row.number(12));
    }
}
