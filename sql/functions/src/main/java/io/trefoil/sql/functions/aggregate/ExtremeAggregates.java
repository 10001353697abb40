package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** min and max of every ordered type. */
public final class ExtremeAggregates implements FunctionFamily {
    private static final String[] TYPES = {
        "int2",
        "int4",
        "int8",
        "float4",
        "float8",
        "numeric",
        "text",
        "bpchar",
        "date",
        "time",
        "timetz",
        "timestamp",
        "timestamptz",
        "interval",
        "oid",
        "tid",
        "pg_lsn",
        "xid8",
        "anyarray",
        "anyenum"
    };

    @Override
    public void define(Definitions d) {
        for (String type : TYPES) {
            d.aggregate("max(" + type + ")", (types, result) -> () -> new Extreme(types[0], 1));
            d.aggregate("min(" + type + ")", (types, result) -> () -> new Extreme(types[0], -1));
        }
    }

    private static final class Extreme implements Accumulator {
        private final SqlType type;
        private final int direction;
        private @Nullable Object value;

        Extreme(SqlType type, int direction) {
            this.type = type;
            this.direction = direction;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object next = Arguments.value(arguments, 0);
            // Of equal values the last one stays, as PostgreSQL's smaller and larger functions have it ('1 day',
            // '24:00').
            if (value == null || type.compare(next, value) * direction >= 0) {
                value = next;
            }
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return value;
        }
    }
}
