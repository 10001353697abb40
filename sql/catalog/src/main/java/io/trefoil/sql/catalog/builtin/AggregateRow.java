package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/**
 * What the binder and planner need of a row of pg_aggregate (PostgreSQL docs, "pg_aggregate").
 *
 * @param function aggfnoid: the aggregate's pg_proc row
 * @param kind aggkind: n normal, o ordered-set, h hypothetical-set
 * @param directArguments aggnumdirectargs: arguments before WITHIN GROUP
 * @param sortOperator aggsortop: the operator whose order makes min or max the first row, else 0
 * @param stateType aggtranstype
 * @param initialState agginitval as text, null when the state starts as null
 */
public record AggregateRow(
        int function,
        char kind,
        int directArguments,
        int transitionFunction,
        int finalFunction,
        int sortOperator,
        int stateType,
        @Nullable String initialState) {

    static AggregateRow read(RowReader row) {
        return new AggregateRow(
                row.number(0),
                row.character(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.number(row.column("aggsortop")),
                row.number(row.column("aggtranstype")),
                row.textOrNull(row.column("agginitval")));
    }
}
