package io.trefoil.sql.types;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of built-in types by OID and by pg_type name. */
public final class SqlTypes {
  public static final SqlType BOOL = new IdentityType(16, 1000, "bool", "boolean", 'B', true, 1);
  public static final SqlType BYTEA = new IdentityType(17, 1001, "bytea", "bytea", 'U', false, -1);
  public static final SqlType CHAR = new IdentityType(18, 1002, "char", "\"char\"", 'Z', false, 1);
  public static final SqlType NAME = new IdentityType(19, 1003, "name", "name", 'S', false, 64);
  public static final SqlType INT8 = new IdentityType(20, 1016, "int8", "bigint", 'N', false, 8);
  public static final SqlType INT2 = new IdentityType(21, 1005, "int2", "smallint", 'N', false, 2);
  public static final SqlType INT2VECTOR = new IdentityType(22, 1006, "int2vector", "int2vector", 'A', false, -1);
  public static final SqlType INT4 = new IdentityType(23, 1007, "int4", "integer", 'N', false, 4);
  public static final SqlType REGPROC = new IdentityType(24, 1008, "regproc", "regproc", 'N', false, 4);
  public static final SqlType TEXT = new IdentityType(25, 1009, "text", "text", 'S', true, -1);
  public static final SqlType OID = new IdentityType(26, 1028, "oid", "oid", 'N', true, 4);
  public static final SqlType TID = new IdentityType(27, 1010, "tid", "tid", 'U', false, 6);
  public static final SqlType XID = new IdentityType(28, 1011, "xid", "xid", 'U', false, 4);
  public static final SqlType CID = new IdentityType(29, 1012, "cid", "cid", 'U', false, 4);
  public static final SqlType OIDVECTOR = new IdentityType(30, 1013, "oidvector", "oidvector", 'A', false, -1);
  public static final SqlType PG_DDL_COMMAND = new IdentityType(32, 0, "pg_ddl_command", "pg_ddl_command", 'P', false, 8);
  public static final SqlType JSON = new IdentityType(114, 199, "json", "json", 'U', false, -1);
  public static final SqlType XML = new IdentityType(142, 143, "xml", "xml", 'U', false, -1);
  public static final SqlType PG_NODE_TREE = new IdentityType(194, 0, "pg_node_tree", "pg_node_tree", 'Z', false, -1);
  public static final SqlType TABLE_AM_HANDLER = new IdentityType(269, 0, "table_am_handler", "table_am_handler", 'P', false, 4);
  public static final SqlType INDEX_AM_HANDLER = new IdentityType(325, 0, "index_am_handler", "index_am_handler", 'P', false, 4);
  public static final SqlType FLOAT4 = new IdentityType(700, 1021, "float4", "real", 'N', false, 4);
  public static final SqlType FLOAT8 = new IdentityType(701, 1022, "float8", "double precision", 'N', true, 8);
  public static final SqlType UNKNOWN = new IdentityType(705, 0, "unknown", "unknown", 'X', false, -2);
  public static final SqlType ACLITEM = new IdentityType(1033, 1034, "aclitem", "aclitem", 'U', false, 12);
  public static final SqlType BPCHAR = new IdentityType(1042, 1014, "bpchar", "character", 'S', false, -1);
  public static final SqlType VARCHAR = new IdentityType(1043, 1015, "varchar", "character varying", 'S', false, -1);
  public static final SqlType DATE = new IdentityType(1082, 1182, "date", "date", 'D', false, 4);
  public static final SqlType TIME = new IdentityType(1083, 1183, "time", "time without time zone", 'D', false, 8);
  public static final SqlType TIMESTAMP = new IdentityType(1114, 1115, "timestamp", "timestamp without time zone", 'D', false, 8);
  public static final SqlType TIMESTAMPTZ = new IdentityType(1184, 1185, "timestamptz", "timestamp with time zone", 'D', true, 8);
  public static final SqlType INTERVAL = new IdentityType(1186, 1187, "interval", "interval", 'T', true, 16);
  public static final SqlType TIMETZ = new IdentityType(1266, 1270, "timetz", "time with time zone", 'D', false, 12);
  public static final SqlType BIT = new IdentityType(1560, 1561, "bit", "bit", 'V', false, -1);
  public static final SqlType VARBIT = new IdentityType(1562, 1563, "varbit", "bit varying", 'V', true, -1);
  public static final SqlType NUMERIC = new IdentityType(1700, 1231, "numeric", "numeric", 'N', false, -1);
  public static final SqlType REFCURSOR = new IdentityType(1790, 2201, "refcursor", "refcursor", 'U', false, -1);
  public static final SqlType REGPROCEDURE = new IdentityType(2202, 2207, "regprocedure", "regprocedure", 'N', false, 4);
  public static final SqlType REGOPER = new IdentityType(2203, 2208, "regoper", "regoper", 'N', false, 4);
  public static final SqlType REGOPERATOR = new IdentityType(2204, 2209, "regoperator", "regoperator", 'N', false, 4);
  public static final SqlType REGCLASS = new IdentityType(2205, 2210, "regclass", "regclass", 'N', false, 4);
  public static final SqlType REGTYPE = new IdentityType(2206, 2211, "regtype", "regtype", 'N', false, 4);
  public static final SqlType RECORD = new IdentityType(2249, 2287, "record", "record", 'P', false, -1);
  public static final SqlType CSTRING = new IdentityType(2275, 1263, "cstring", "cstring", 'P', false, -2);
  public static final SqlType ANY = new IdentityType(2276, 0, "any", "\"any\"", 'P', false, 4);
  public static final SqlType ANYARRAY = new IdentityType(2277, 0, "anyarray", "anyarray", 'P', false, -1);
  public static final SqlType VOID = new IdentityType(2278, 0, "void", "void", 'P', false, 4);
  public static final SqlType TRIGGER = new IdentityType(2279, 0, "trigger", "trigger", 'P', false, 4);
  public static final SqlType LANGUAGE_HANDLER = new IdentityType(2280, 0, "language_handler", "language_handler", 'P', false, 4);
  public static final SqlType INTERNAL = new IdentityType(2281, 0, "internal", "internal", 'P', false, 8);
  public static final SqlType ANYELEMENT = new IdentityType(2283, 0, "anyelement", "anyelement", 'P', false, 4);
  public static final SqlType ANYNONARRAY = new IdentityType(2776, 0, "anynonarray", "anynonarray", 'P', false, 4);
  public static final SqlType UUID = new IdentityType(2950, 2951, "uuid", "uuid", 'U', false, 16);
  public static final SqlType FDW_HANDLER = new IdentityType(3115, 0, "fdw_handler", "fdw_handler", 'P', false, 4);
  public static final SqlType PG_LSN = new IdentityType(3220, 3221, "pg_lsn", "pg_lsn", 'U', false, 8);
  public static final SqlType TSM_HANDLER = new IdentityType(3310, 0, "tsm_handler", "tsm_handler", 'P', false, 4);
  public static final SqlType ANYENUM = new IdentityType(3500, 0, "anyenum", "anyenum", 'P', false, 4);
  public static final SqlType REGCONFIG = new IdentityType(3734, 3735, "regconfig", "regconfig", 'N', false, 4);
  public static final SqlType REGDICTIONARY = new IdentityType(3769, 3770, "regdictionary", "regdictionary", 'N', false, 4);
  public static final SqlType JSONB = new IdentityType(3802, 3807, "jsonb", "jsonb", 'U', false, -1);
  public static final SqlType ANYRANGE = new IdentityType(3831, 0, "anyrange", "anyrange", 'P', false, -1);
  public static final SqlType EVENT_TRIGGER = new IdentityType(3838, 0, "event_trigger", "event_trigger", 'P', false, 4);
  public static final SqlType REGNAMESPACE = new IdentityType(4089, 4090, "regnamespace", "regnamespace", 'N', false, 4);
  public static final SqlType REGROLE = new IdentityType(4096, 4097, "regrole", "regrole", 'N', false, 4);
  public static final SqlType REGCOLLATION = new IdentityType(4191, 4192, "regcollation", "regcollation", 'N', false, 4);
  public static final SqlType ANYMULTIRANGE = new IdentityType(4537, 0, "anymultirange", "anymultirange", 'P', false, -1);
  public static final SqlType ANYCOMPATIBLEMULTIRANGE = new IdentityType(4538, 0, "anycompatiblemultirange", "anycompatiblemultirange", 'P', false, -1);
  public static final SqlType XID8 = new IdentityType(5069, 271, "xid8", "xid8", 'U', false, 8);
  public static final SqlType ANYCOMPATIBLE = new IdentityType(5077, 0, "anycompatible", "anycompatible", 'P', false, 4);
  public static final SqlType ANYCOMPATIBLEARRAY = new IdentityType(5078, 0, "anycompatiblearray", "anycompatiblearray", 'P', false, -1);
  public static final SqlType ANYCOMPATIBLENONARRAY = new IdentityType(5079, 0, "anycompatiblenonarray", "anycompatiblenonarray", 'P', false, 4);
  public static final SqlType ANYCOMPATIBLERANGE = new IdentityType(5080, 0, "anycompatiblerange", "anycompatiblerange", 'P', false, -1);

  private static final SqlType[] BASE = {
    BOOL, BYTEA, CHAR, NAME, INT8, INT2, INT2VECTOR, INT4,
    REGPROC, TEXT, OID, TID, XID, CID, OIDVECTOR, PG_DDL_COMMAND,
    JSON, XML, PG_NODE_TREE, TABLE_AM_HANDLER, INDEX_AM_HANDLER, FLOAT4, FLOAT8, UNKNOWN,
    ACLITEM, BPCHAR, VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL,
    TIMETZ, BIT, VARBIT, NUMERIC, REFCURSOR, REGPROCEDURE, REGOPER, REGOPERATOR,
    REGCLASS, REGTYPE, RECORD, CSTRING, ANY, ANYARRAY, VOID, TRIGGER,
    LANGUAGE_HANDLER, INTERNAL, ANYELEMENT, ANYNONARRAY, UUID, FDW_HANDLER, PG_LSN, TSM_HANDLER,
    ANYENUM, REGCONFIG, REGDICTIONARY, JSONB, ANYRANGE, EVENT_TRIGGER, REGNAMESPACE, REGROLE,
    REGCOLLATION, ANYMULTIRANGE, ANYCOMPATIBLEMULTIRANGE, XID8, ANYCOMPATIBLE, ANYCOMPATIBLEARRAY, ANYCOMPATIBLENONARRAY, ANYCOMPATIBLERANGE
  };
  /** All built-in OIDs are below this. */
  private static final int OIDS_MAX = 8192;
  private static final @Nullable SqlType[] BY_OID = new @Nullable SqlType[OIDS_MAX];
  private static final Map<String, SqlType> BY_NAME = new HashMap<>();

  static {
    for (SqlType type : BASE) {
      register(type);
      if (type.arrayOid() != 0) {
        register(new IdentityType(type.arrayOid(), 0, "_" + type.name(), type.sqlName() + "[]", 'A', false, -1));
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

  /** The array type over an element type; 42704 when it has none. */
  public static SqlType arrayOf(SqlType element) {
    if (element.arrayOid() == 0) {
      throw new SqlStateException(
          SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + element.sqlName());
    }
    return require(element.arrayOid());
  }

  private static void register(SqlType type) {
    BY_OID[type.oid()] = type;
    BY_NAME.put(type.name(), type);
  }
}
