package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;

/** Row values. */
final class Records {
    private Records() {}

    static Evaluator construct(Evaluator[] fields, SqlType[] types) {
        return (row, context) -> new SqlRecord(types, Rows.evaluate(fields, row, context));
    }

    static Evaluator field(Evaluator argument, int field) {
        return (row, context) -> {
            SqlRecord value = (SqlRecord) argument.evaluate(row, context);
            return value == null || field >= value.size() ? null : value.values()[field];
        };
    }
}
