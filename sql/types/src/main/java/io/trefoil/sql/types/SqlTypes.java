package io.trefoil.sql.types;

import io.trefoil.sql.types.ObjectNames.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of built-in types by OID and by pg_type name. */
public final class SqlTypes {
    public static final SqlType BOOL = new BoolType();
    public static final SqlType BYTEA = new ByteaType();
    public static final SqlType CHAR = new CharType();
    public static final SqlType NAME = new NameType();
    public static final SqlType INT8 = new Int8Type();
    public static final SqlType INT2 = new Int2Type();
    public static final SqlType INT4 = new Int4Type();
    public static final SqlType REGPROC = reference(TypeOid.REGPROC, TypeOid.REGPROC_ARRAY, "regproc", Kind.PROC);
    public static final SqlType TEXT = new StringType(TypeOid.TEXT, TypeOid.TEXT_ARRAY, "text", "text", 'S', true, -1);
    public static final SqlType OID = new OidType();
    public static final SqlType TID = new TidType();
    public static final SqlType XID = new TransactionIdType(TypeOid.XID, TypeOid.XID_ARRAY, "xid");
    public static final SqlType CID = new TransactionIdType(TypeOid.CID, TypeOid.CID_ARRAY, "cid");
    public static final SqlType INT2VECTOR =
            new VectorType(TypeOid.INT2VECTOR, TypeOid.INT2VECTOR_ARRAY, "int2vector", INT2);
    public static final SqlType OIDVECTOR =
            new VectorType(TypeOid.OIDVECTOR, TypeOid.OIDVECTOR_ARRAY, "oidvector", OID);
    public static final SqlType PG_DDL_COMMAND =
            new IdentityType(TypeOid.PG_DDL_COMMAND, 0, "pg_ddl_command", "pg_ddl_command", 'P', false, 8);
    public static final SqlType JSON = new JsonType();
    public static final SqlType XML = new StringType(TypeOid.XML, TypeOid.XML_ARRAY, "xml", "xml", 'U', false, -1);
    public static final SqlType PG_NODE_TREE = new UnstorableTextType(TypeOid.PG_NODE_TREE, "pg_node_tree");
    public static final SqlType TABLE_AM_HANDLER =
            new IdentityType(TypeOid.TABLE_AM_HANDLER, 0, "table_am_handler", "table_am_handler", 'P', false, 4);
    public static final SqlType INDEX_AM_HANDLER =
            new IdentityType(TypeOid.INDEX_AM_HANDLER, 0, "index_am_handler", "index_am_handler", 'P', false, 4);
    public static final SqlType FLOAT4 = new Float4Type();
    public static final SqlType FLOAT8 = new Float8Type();
    public static final SqlType UNKNOWN = new StringType(TypeOid.UNKNOWN, 0, "unknown", "unknown", 'X', false, -2);
    public static final SqlType ACLITEM =
            new StringType(TypeOid.ACLITEM, TypeOid.ACLITEM_ARRAY, "aclitem", "aclitem", 'U', false, 12);
    public static final SqlType BPCHAR = new BpcharType();
    public static final SqlType VARCHAR = new VarcharType();
    public static final SqlType DATE = new DateType();
    public static final SqlType TIME = new TimeType();
    public static final SqlType TIMESTAMP = new TimestampType();
    public static final SqlType TIMESTAMPTZ = new TimestampTzType();
    public static final SqlType INTERVAL = new IntervalType();
    public static final SqlType TIMETZ = new TimeTzType();
    public static final SqlType BIT = BitType.fixed();
    public static final SqlType VARBIT = BitType.varying();
    public static final SqlType NUMERIC = new NumericType();
    public static final SqlType REFCURSOR =
            new StringType(TypeOid.REFCURSOR, TypeOid.REFCURSOR_ARRAY, "refcursor", "refcursor", 'U', false, -1);
    public static final SqlType REGPROCEDURE =
            reference(TypeOid.REGPROCEDURE, TypeOid.REGPROCEDURE_ARRAY, "regprocedure", Kind.PROCEDURE);
    public static final SqlType REGOPER = reference(TypeOid.REGOPER, TypeOid.REGOPER_ARRAY, "regoper", Kind.OPER);
    public static final SqlType REGOPERATOR =
            reference(TypeOid.REGOPERATOR, TypeOid.REGOPERATOR_ARRAY, "regoperator", Kind.OPERATOR);
    public static final SqlType REGCLASS = reference(TypeOid.REGCLASS, TypeOid.REGCLASS_ARRAY, "regclass", Kind.CLASS);
    public static final SqlType REGTYPE = reference(TypeOid.REGTYPE, TypeOid.REGTYPE_ARRAY, "regtype", Kind.TYPE);
    public static final SqlType RECORD = new RecordType();
    public static final SqlType CSTRING =
            new StringType(TypeOid.CSTRING, TypeOid.CSTRING_ARRAY, "cstring", "cstring", 'P', false, -2);
    public static final SqlType ANY = new IdentityType(TypeOid.ANY, 0, "any", "\"any\"", 'P', false, 4);
    public static final SqlType ANYARRAY =
            new IdentityType(TypeOid.ANYARRAY, 0, "anyarray", "anyarray", 'P', false, -1);
    public static final SqlType VOID = new VoidType();
    public static final SqlType TRIGGER = new IdentityType(TypeOid.TRIGGER, 0, "trigger", "trigger", 'P', false, 4);
    public static final SqlType LANGUAGE_HANDLER =
            new IdentityType(TypeOid.LANGUAGE_HANDLER, 0, "language_handler", "language_handler", 'P', false, 4);
    public static final SqlType INTERNAL = new IdentityType(TypeOid.INTERNAL, 0, "internal", "internal", 'P', false, 8);
    public static final SqlType ANYELEMENT =
            new IdentityType(TypeOid.ANYELEMENT, 0, "anyelement", "anyelement", 'P', false, 4);
    public static final SqlType ANYNONARRAY =
            new IdentityType(TypeOid.ANYNONARRAY, 0, "anynonarray", "anynonarray", 'P', false, 4);
    public static final SqlType UUID = new UuidType();
    public static final SqlType FDW_HANDLER =
            new IdentityType(TypeOid.FDW_HANDLER, 0, "fdw_handler", "fdw_handler", 'P', false, 4);
    public static final SqlType PG_LSN = new LsnType();
    public static final SqlType TSM_HANDLER =
            new IdentityType(TypeOid.TSM_HANDLER, 0, "tsm_handler", "tsm_handler", 'P', false, 4);
    public static final SqlType ANYENUM = new IdentityType(TypeOid.ANYENUM, 0, "anyenum", "anyenum", 'P', false, 4);
    public static final SqlType REGCONFIG =
            reference(TypeOid.REGCONFIG, TypeOid.REGCONFIG_ARRAY, "regconfig", Kind.CONFIG);
    public static final SqlType REGDICTIONARY =
            reference(TypeOid.REGDICTIONARY, TypeOid.REGDICTIONARY_ARRAY, "regdictionary", Kind.DICTIONARY);
    public static final SqlType JSONB = new JsonbType();
    public static final SqlType ANYRANGE =
            new IdentityType(TypeOid.ANYRANGE, 0, "anyrange", "anyrange", 'P', false, -1);
    public static final SqlType EVENT_TRIGGER =
            new IdentityType(TypeOid.EVENT_TRIGGER, 0, "event_trigger", "event_trigger", 'P', false, 4);
    public static final SqlType REGNAMESPACE =
            reference(TypeOid.REGNAMESPACE, TypeOid.REGNAMESPACE_ARRAY, "regnamespace", Kind.NAMESPACE);
    public static final SqlType REGROLE = reference(TypeOid.REGROLE, TypeOid.REGROLE_ARRAY, "regrole", Kind.ROLE);
    public static final SqlType REGCOLLATION =
            reference(TypeOid.REGCOLLATION, TypeOid.REGCOLLATION_ARRAY, "regcollation", Kind.COLLATION);
    public static final SqlType ANYMULTIRANGE =
            new IdentityType(TypeOid.ANYMULTIRANGE, 0, "anymultirange", "anymultirange", 'P', false, -1);
    public static final SqlType ANYCOMPATIBLEMULTIRANGE = new IdentityType(
            TypeOid.ANYCOMPATIBLEMULTIRANGE, 0, "anycompatiblemultirange", "anycompatiblemultirange", 'P', false, -1);
    public static final SqlType XID8 = new Xid8Type();
    public static final SqlType ANYCOMPATIBLE =
            new IdentityType(TypeOid.ANYCOMPATIBLE, 0, "anycompatible", "anycompatible", 'P', false, 4);
    public static final SqlType ANYCOMPATIBLEARRAY =
            new IdentityType(TypeOid.ANYCOMPATIBLEARRAY, 0, "anycompatiblearray", "anycompatiblearray", 'P', false, -1);
    public static final SqlType ANYCOMPATIBLENONARRAY = new IdentityType(
            TypeOid.ANYCOMPATIBLENONARRAY, 0, "anycompatiblenonarray", "anycompatiblenonarray", 'P', false, 4);
    public static final SqlType ANYCOMPATIBLERANGE =
            new IdentityType(TypeOid.ANYCOMPATIBLERANGE, 0, "anycompatiblerange", "anycompatiblerange", 'P', false, -1);

    private static final SqlType[] BASE = {
        BOOL, BYTEA, CHAR, NAME, INT8, INT2, INT2VECTOR, INT4,
        REGPROC, TEXT, OID, TID, XID, CID, OIDVECTOR, PG_DDL_COMMAND,
        JSON, XML, PG_NODE_TREE, TABLE_AM_HANDLER, INDEX_AM_HANDLER, FLOAT4, FLOAT8, UNKNOWN,
        ACLITEM, BPCHAR, VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL,
        TIMETZ, BIT, VARBIT, NUMERIC, REFCURSOR, REGPROCEDURE, REGOPER, REGOPERATOR,
        REGCLASS, REGTYPE, RECORD, CSTRING, ANY, ANYARRAY, VOID, TRIGGER,
        LANGUAGE_HANDLER, INTERNAL, ANYELEMENT, ANYNONARRAY, UUID, FDW_HANDLER, PG_LSN, TSM_HANDLER,
        ANYENUM, REGCONFIG, REGDICTIONARY, JSONB, ANYRANGE, EVENT_TRIGGER, REGNAMESPACE, REGROLE,
        REGCOLLATION, ANYMULTIRANGE, ANYCOMPATIBLEMULTIRANGE, XID8, ANYCOMPATIBLE, ANYCOMPATIBLEARRAY,
                ANYCOMPATIBLENONARRAY, ANYCOMPATIBLERANGE
    };
    /** All built-in OIDs are below this. */
    private static final int OIDS_MAX = 8192;

    private static final @Nullable SqlType[] BY_OID = new @Nullable SqlType[OIDS_MAX];
    private static final Map<String, SqlType> BY_NAME = new HashMap<>();

    static {
        for (SqlType type : BASE) {
            register(type);
            if (type.arrayOid() != 0) {
                register(new ArrayType(type));
            }
        }
    }

    private SqlTypes() {}

    /** The type with this OID, when it is built in. */
    public static Optional<SqlType> find(int oid) {
        return oid < 0 || oid >= OIDS_MAX ? Optional.empty() : Optional.ofNullable(BY_OID[oid]);
    }

    /** The type with this pg_type name, such as {@code int4} or {@code _text}. */
    public static Optional<SqlType> byName(String typname) {
        return Optional.ofNullable(BY_NAME.get(typname));
    }

    /** The type with this OID; 42704 when there is none. */
    public static SqlType require(int oid) {
        @Nullable SqlType type = oid < 0 || oid >= OIDS_MAX ? null : BY_OID[oid];
        if (type == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "type with OID " + Integer.toUnsignedString(oid) + " does not exist");
        }
        return type;
    }

    /** The array type over an element type, built-in or not; 42704 when it has none. */
    public static SqlType arrayOf(SqlType element) {
        if (element.arrayOid() == 0) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + element.sqlName());
        }
        return element instanceof EnumType enumeration
                ? enumeration.array()
                : find(element.arrayOid()).orElseGet(() -> new ArrayType(element));
    }

    private static SqlType reference(int oid, int arrayOid, String name, Kind kind) {
        return new ObjectReferenceType(oid, arrayOid, name, kind);
    }

    private static void register(SqlType type) {
        BY_OID[type.oid()] = type;
        BY_NAME.put(type.name(), type);
    }
}
