package io.trefoil.sql.catalog.builtin;

/**
 * A row of pg_cast (PostgreSQL docs, "pg_cast").
 *
 * @param function castfunc, 0 when the method is not f
 * @param context castcontext: e only explicit, a also in assignment, i also implicit
 * @param method castmethod: f by the function, i through the types' text form, b binary-coercible (relabel)
 */
public record CastRow(int oid, int source, int target, int function, char context, char method) {
    static CastRow read(RowReader row) {
        return new CastRow(
                row.number(0), row.number(1), row.number(2), row.number(3), row.character(4), row.character(5));
    }
}
