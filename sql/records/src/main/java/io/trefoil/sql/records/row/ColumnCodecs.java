package io.trefoil.sql.records.row;

import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;

/** The stored form of each type. */
final class ColumnCodecs {
    private ColumnCodecs() {}

    /** The codec of a type; 0A000 for pseudo-types, of which there are no stored values. */
    static ColumnCodec of(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.BOOL -> FixedCodecs.BOOL;
            case TypeOid.CHAR -> FixedCodecs.BYTE;
            case TypeOid.INT2 -> FixedCodecs.INT2;
            case TypeOid.INT4,
                    TypeOid.DATE,
                    TypeOid.OID,
                    TypeOid.XID,
                    TypeOid.CID,
                    TypeOid.REGPROC,
                    TypeOid.REGPROCEDURE,
                    TypeOid.REGOPER,
                    TypeOid.REGOPERATOR,
                    TypeOid.REGCLASS,
                    TypeOid.REGTYPE,
                    TypeOid.REGCONFIG,
                    TypeOid.REGDICTIONARY,
                    TypeOid.REGNAMESPACE,
                    TypeOid.REGROLE,
                    TypeOid.REGCOLLATION -> FixedCodecs.INT4;
            case TypeOid.INT8, TypeOid.TIME, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ, TypeOid.XID8, TypeOid.PG_LSN ->
                FixedCodecs.INT8;
            case TypeOid.FLOAT4 -> FixedCodecs.FLOAT4;
            case TypeOid.FLOAT8 -> FixedCodecs.FLOAT8;
            case TypeOid.UUID -> FixedCodecs.UUID16;
            case TypeOid.INTERVAL -> FixedCodecs.INTERVAL;
            case TypeOid.TIMETZ -> FixedCodecs.TIMETZ;
            case TypeOid.TID -> FixedCodecs.TID;
            case TypeOid.TEXT,
                    TypeOid.VARCHAR,
                    TypeOid.BPCHAR,
                    TypeOid.NAME,
                    TypeOid.UNKNOWN,
                    TypeOid.CSTRING,
                    TypeOid.JSON,
                    TypeOid.XML,
                    TypeOid.REFCURSOR,
                    TypeOid.PG_NODE_TREE,
                    TypeOid.ACLITEM -> TextCodecs.TEXT;
            case TypeOid.BYTEA -> TextCodecs.BYTEA;
            case TypeOid.BIT, TypeOid.VARBIT -> TextCodecs.BITS;
            case TypeOid.NUMERIC -> NumericCodec.NUMERIC;
            case TypeOid.JSONB -> JsonCodec.JSONB;
            case TypeOid.RECORD -> RecordCodec.RECORD;
            default -> ofOther(type);
        };
    }

    private static ColumnCodec ofOther(SqlType type) {
        if (type instanceof EnumType enumeration) {
            return new EnumCodec(enumeration);
        }
        SqlType element = type.elementType();
        if (element == null) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED, "values of type " + type.sqlName() + " cannot be stored");
        }
        return new ArrayCodec(element, of(element));
    }
}
