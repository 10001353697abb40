package io.trefoil.sql.records.key;

import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;
import org.jspecify.annotations.Nullable;

/** The key encoding of each type. */
final class KeyCodecs {
    private KeyCodecs() {}

    /** The codec of a type; 42704 when values of the type have no order. */
    static KeyCodec of(SqlType type) {
        KeyCodec codec = findOrNull(type);
        if (codec == null) {
            throw new SqlStateException(
                            SqlState.UNDEFINED_OBJECT,
                            "data type " + type.sqlName()
                                    + " has no default operator class for access method \"btree\"")
                    .withHint("You must specify an operator class for the index or define a default operator class for"
                            + " the data type.");
        }
        return codec;
    }

    static @Nullable KeyCodec findOrNull(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.BOOL -> IntegerKeys.BOOL;
            case TypeOid.CHAR -> IntegerKeys.BYTE;
            case TypeOid.INT2 -> IntegerKeys.INT2;
            case TypeOid.INT4, TypeOid.DATE -> IntegerKeys.INT4;
            case TypeOid.INT8, TypeOid.TIME, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ -> IntegerKeys.INT8;
            case TypeOid.OID,
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
                    TypeOid.REGCOLLATION -> IntegerKeys.UNSIGNED4;
            case TypeOid.XID8, TypeOid.PG_LSN -> IntegerKeys.UNSIGNED8;
            case TypeOid.FLOAT4 -> FloatKeys.FLOAT4;
            case TypeOid.FLOAT8 -> FloatKeys.FLOAT8;
            case TypeOid.NUMERIC -> NumericKeys.NUMERIC;
            case TypeOid.TEXT, TypeOid.VARCHAR, TypeOid.NAME, TypeOid.UNKNOWN, TypeOid.CSTRING -> TextKeys.TEXT;
            case TypeOid.BPCHAR -> TextKeys.BLANK_PADDED;
            case TypeOid.BYTEA -> TextKeys.BYTEA;
            case TypeOid.BIT, TypeOid.VARBIT -> TextKeys.BITS;
            case TypeOid.INTERVAL -> TimeKeys.INTERVAL;
            case TypeOid.TIMETZ -> TimeKeys.TIMETZ;
            case TypeOid.UUID -> IdentifierKeys.UUID16;
            case TypeOid.TID -> IdentifierKeys.TID;
            case TypeOid.JSONB -> JsonKeys.JSONB;
            case TypeOid.RECORD -> RecordKeys.RECORD;
            case TypeOid.INT2VECTOR, TypeOid.OIDVECTOR -> new VectorKeys(type);
            default -> ofOther(type);
        };
    }

    private static @Nullable KeyCodec ofOther(SqlType type) {
        if (type instanceof EnumType enumeration) {
            return new EnumKeys(enumeration);
        }
        SqlType elementType = type.elementType();
        if (elementType == null) {
            return null;
        }
        KeyCodec element = findOrNull(elementType);
        return element == null ? null : new ArrayKeys(elementType, element);
    }
}
