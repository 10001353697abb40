package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL base type: its catalog identity, its Java value, its text and binary forms, its default order.
 * Instances are immutable and shared; {@link SqlTypes} finds them by OID or name. SQL NULL never reaches a method
 * here: it is Java null in a row and is handled by the caller.
 *
 * <p>Java values: bool Boolean; int2 Short; int4 Integer; int8 Long; float4 Float; float8 Double; numeric
 * {@link SqlNumeric}; text, varchar, bpchar, name, unknown, pg_node_tree, aclitem, cstring String; "char" Byte;
 * bytea byte[]; date Integer (days since 2000-01-01); time, timestamp, timestamptz Long (microseconds; the latter two
 * since 2000-01-01 00:00, UTC for timestamptz; infinities are Integer/Long MIN_VALUE and MAX_VALUE); timetz
 * {@link TimeWithZone}; interval {@link SqlInterval}; uuid java.util.UUID; oid, xid, cid and the reg* types Integer
 * (compared unsigned); xid8 and pg_lsn Long (compared unsigned); tid {@link TupleId}; bit and varbit
 * {@link BitString}; json, xml, refcursor String; jsonb {@link SqlJson}; arrays, int2vector and oidvector
 * {@link SqlArray}; enums {@link EnumLabel}; record {@link SqlRecord}; void the empty String.
 */
public abstract class SqlType {
    private final int oid;
    private final int arrayOid;
    private final String name;
    private final String sqlName;
    private final char category;
    private final boolean preferred;
    private final int length;

    /**
     * @param oid pg_type.oid
     * @param arrayOid pg_type.typarray, 0 when there is no array type
     * @param name pg_type.typname, such as {@code int4}
     * @param sqlName format_type's name, such as {@code integer}
     * @param category pg_type.typcategory
     * @param preferred pg_type.typispreferred
     * @param length pg_type.typlen: bytes, or -1 for varlena, -2 for cstring
     */
    protected SqlType(
            int oid, int arrayOid, String name, String sqlName, char category, boolean preferred, int length) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.name = name;
        this.sqlName = sqlName;
        this.category = category;
        this.preferred = preferred;
        this.length = length;
    }

    public final int oid() {
        return oid;
    }

    public final int arrayOid() {
        return arrayOid;
    }

    public final String name() {
        return name;
    }

    public final String sqlName() {
        return sqlName;
    }

    public final char category() {
        return category;
    }

    public final boolean preferred() {
        return preferred;
    }

    public final int length() {
        return length;
    }

    /** The class of this type's values; see the class comment. */
    public abstract Class<?> javaClass();

    /**
     * The type's input function: text to value, with the typmod applied as for an assignment of a literal.
     *
     * @throws SqlStateException 22P02, 22003, 22007, 22008 or what PostgreSQL's input function raises
     */
    public abstract Object parse(String text, int typmod, TextFormat format);

    /**
     * The input function over UTF-8 bytes, as COPY and text parameters hand them in; types that can do so read the
     * bytes without making a String.
     */
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return parse(new String(source, offset, length, StandardCharsets.UTF_8), typmod, format);
    }

    /** The type's output function, written in UTF-8. */
    public abstract void writeText(Object value, TextFormat format, ByteSink out);

    /** The type's output function as a string. */
    public String toText(Object value, TextFormat format) {
        ByteArraySink out = new ByteArraySink();
        writeText(value, format, out);
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }

    /**
     * The type's receive function: the binary form on the wire.
     *
     * @throws SqlStateException 22P03 or 08P01 for malformed input
     */
    public abstract Object readBinary(byte[] source, int offset, int length, int typmod);

    /** The type's send function: the binary form, without its length prefix. */
    public abstract void writeBinary(Object value, ByteSink out);

    /** The default btree order; values are of this type and not null. Text compares by UTF-8 bytes (collation C). */
    public abstract int compare(Object left, Object right);

    /** Equality of the default btree operator class. */
    public boolean equal(Object left, Object right) {
        return compare(left, right) == 0;
    }

    /** A hash that agrees with {@link #equal}. */
    public int hash(Object value) {
        return value.hashCode();
    }

    /** Whether the type has a default btree order at all (json, point, void have none). */
    public boolean ordered() {
        return true;
    }

    /**
     * Applies a typmod to a value of this type: the length of varchar and char, precision and scale of numeric,
     * fractional digits of times.
     *
     * @param explicit true for CAST, which truncates where an assignment raises 22001
     * @throws SqlStateException 22001, 22003
     */
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return value;
    }

    /** The part of format_type in parentheses, such as {@code (10,2)}; empty for typmod -1. */
    public String typmodSuffix(int typmod) {
        return "";
    }

    /**
     * The name with its modifier as format_type prints it for a column, such as {@code numeric(10,2)} or
     * {@code timestamp(3) without time zone}.
     */
    public String formatted(int typmod) {
        return typmod < 0 ? sqlName : sqlName + typmodSuffix(typmod);
    }

    /**
     * The type's typmod input: the numbers in {@code numeric(10,2)} to a typmod.
     *
     * @throws SqlStateException 22023, 42601 for modifiers that the type does not take
     */
    public int typmodOf(int[] modifiers) {
        throw new SqlStateException(SqlState.SYNTAX_ERROR, "type modifier is not allowed for type \"" + sqlName + "\"");
    }

    /** The element type for arrays (and int2vector, oidvector), else null. */
    public @Nullable SqlType elementType() {
        return null;
    }

    @Override
    public final String toString() {
        return sqlName;
    }
}
