package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;

/** Comparison of the types whose operators follow their default order and have no cross-type form. */
public final class ScalarComparison implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        type(d, SqlTypes.BOOL, "bool*", "btboolcmp");
        type(d, SqlTypes.CHAR, "char*", "btcharcmp");
        type(d, SqlTypes.BYTEA, "bytea*", "byteacmp");
        type(d, SqlTypes.NUMERIC, "numeric_*", "numeric_cmp");
        type(d, SqlTypes.UUID, "uuid_*", "uuid_cmp");
        type(d, SqlTypes.OID, "oid*", "btoidcmp");
        type(d, SqlTypes.OIDVECTOR, "oidvector*", "btoidvectorcmp");
        type(d, SqlTypes.TID, "tid*", "bttidcmp");
        type(d, SqlTypes.XID8, "xid8*", "xid8cmp");
        type(d, SqlTypes.PG_LSN, "pg_lsn_*", "pg_lsn_cmp");
        type(d, SqlTypes.INTERVAL, "interval_*", "interval_cmp");
        type(d, SqlTypes.TIME, "time_*", "time_cmp");
        type(d, SqlTypes.TIMETZ, "timetz_*", "timetz_cmp");
        type(d, SqlTypes.BIT, "bit*", "bitcmp");
        type(d, SqlTypes.VARBIT, "varbit*", "varbitcmp");
        extremes(d, SqlTypes.NUMERIC, "numeric_larger", "numeric_smaller");
        extremes(d, SqlTypes.OID, "oidlarger", "oidsmaller");
        extremes(d, SqlTypes.TID, "tidlarger", "tidsmaller");
        extremes(d, SqlTypes.XID8, "xid8_larger", "xid8_smaller");
        extremes(d, SqlTypes.PG_LSN, "pg_lsn_larger", "pg_lsn_smaller");
        extremes(d, SqlTypes.INTERVAL, "interval_larger", "interval_smaller");
        extremes(d, SqlTypes.TIME, "time_larger", "time_smaller");
        extremes(d, SqlTypes.TIMETZ, "timetz_larger", "timetz_smaller");
        transactionIds(d);
    }

    private static void type(Definitions d, SqlType type, String name, String support) {
        String types = type.name() + "," + type.name();
        SixOperators.define(d, name, types, type::compare);
        binary(d, support + "(" + types + ")", type::compare);
    }

    private static void extremes(Definitions d, SqlType type, String larger, String smaller) {
        SixOperators.extremes(d, larger, smaller, type.name(), type::compare);
    }

    private static void transactionIds(Definitions d) {
        binary(d, "xideq(xid,xid)", Object::equals);
        binary(d, "xidneq(xid,xid)", (a, b) -> !a.equals(b));
        binary(d, "xideqint4(xid,int4)", Object::equals);
        binary(d, "xidneqint4(xid,int4)", (a, b) -> !a.equals(b));
        binary(d, "cideq(cid,cid)", Object::equals);
    }
}
