package io.trefoil.jdbc.statement;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Values of parameters: what pgjdbc does not take becomes something that it does. */
final class Parameters {
    private static final Set<Integer> JDBC_TYPES =
            Stream.of(JDBCType.values()).map(JDBCType::getVendorTypeNumber).collect(Collectors.toUnmodifiableSet());

    private Parameters() {}

    /** A text whose type the server finds out from its place. */
    record Untyped(String text) {}

    /** Binds a value by its class. */
    static void set(StatementSession session, PreparedStatement theirs, int index, @Nullable Object value)
            throws SQLException {
        if (value == null || value instanceof String || value instanceof Number) {
            theirs.setObject(index, value);
        } else if (value instanceof InputStream bytes) {
            theirs.setBinaryStream(index, bytes);
        } else if (value instanceof Reader characters) {
            theirs.setCharacterStream(index, characters);
        } else {
            bind(theirs, index, bindable(session, value));
        }
    }

    private static void bind(PreparedStatement theirs, int index, Object bindable) throws SQLException {
        if (bindable instanceof Untyped untyped) {
            theirs.setObject(index, untyped.text, Types.OTHER);
        } else {
            theirs.setObject(index, bindable);
        }
    }

    /** Binds a value to a type of {@link Types}. */
    static void set(
            StatementSession session,
            PreparedStatement theirs,
            int index,
            @Nullable Object value,
            int sqlType,
            int scale)
            throws SQLException {
        if (value == null) {
            theirs.setNull(index, nullType(sqlType));
            return;
        }
        int type = plainType(sqlType);
        switch (type) {
            case Types.CHAR:
            case Types.VARCHAR:
            case Types.LONGVARCHAR:
                setText(theirs, index, value, type);
                break;
            case Types.BINARY:
            case Types.VARBINARY:
            case Types.LONGVARBINARY:
                set(session, theirs, index, value);
                break;
            case Types.TIMESTAMP:
                setTimestamp(theirs, index, bindable(session, value));
                break;
            case Types.TIMESTAMP_WITH_TIMEZONE:
            case Types.TIME_WITH_TIMEZONE:
                setZoned(theirs, index, bindable(session, value));
                break;
            case Types.OTHER:
                setOther(session, theirs, index, value);
                break;
            default:
                Object bindable = bindable(session, value);
                if (bindable instanceof Untyped || bindable instanceof Array || bindable instanceof PGobject) {
                    bind(theirs, index, bindable);
                } else {
                    theirs.setObject(index, bindable, type, scale);
                }
        }
    }

    private static void setText(PreparedStatement theirs, int index, Object value, int type) throws SQLException {
        if (value instanceof Reader characters) {
            theirs.setCharacterStream(index, characters);
        } else {
            theirs.setObject(index, value instanceof Enum<?> constant ? constant.name() : value, type);
        }
    }

    /** A moment becomes the wall clock's time of this JVM's zone, as {@link Timestamp} does. */
    private static void setTimestamp(PreparedStatement theirs, int index, Object bindable) throws SQLException {
        if (bindable instanceof OffsetDateTime moment) {
            theirs.setTimestamp(index, Timestamp.from(moment.toInstant()));
        } else if (bindable instanceof Untyped untyped) {
            theirs.setObject(index, untyped.text, Types.OTHER);
        } else {
            theirs.setObject(index, bindable, Types.TIMESTAMP);
        }
    }

    private static void setZoned(PreparedStatement theirs, int index, Object bindable) throws SQLException {
        if (bindable instanceof Timestamp moment) {
            theirs.setObject(index, moment.toInstant().atOffset(ZoneOffset.UTC));
        } else if (bindable instanceof String || bindable instanceof Untyped) {
            theirs.setObject(index, bindable instanceof Untyped untyped ? untyped.text : bindable, Types.OTHER);
        } else if (bindable instanceof OffsetDateTime
                || bindable instanceof OffsetTime
                || bindable instanceof LocalDateTime
                || bindable instanceof LocalTime) {
            theirs.setObject(index, bindable);
        } else {
            theirs.setObject(index, bindable, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }

    private static void setOther(StatementSession session, PreparedStatement theirs, int index, Object value)
            throws SQLException {
        if (value instanceof float[] vector) {
            theirs.setObject(index, Vectors.text(vector), Types.OTHER);
        } else if (value instanceof double[] vector) {
            theirs.setObject(index, Vectors.text(vector), Types.OTHER);
        } else if (value instanceof String || value instanceof Number || value instanceof PGobject) {
            theirs.setObject(index, value, Types.OTHER);
        } else {
            String json = Json.write(value);
            if (json == null) {
                set(session, theirs, index, value);
            } else {
                theirs.setObject(index, json, Types.OTHER);
            }
        }
    }

    /** What pgjdbc takes for a value, or {@link Untyped}. */
    static Object bindable(StatementSession session, Object value) throws SQLException {
        if (value instanceof Instant moment) {
            return Elements.offset(moment);
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toOffsetDateTime();
        }
        if (value instanceof Enum<?> constant) {
            return new Untyped(constant.name());
        }
        if (value instanceof Duration duration) {
            return Intervals.of(duration);
        }
        if (value instanceof Period period) {
            return Intervals.of(period);
        }
        if (value instanceof Year year) {
            return year.getValue();
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value.getClass() == java.util.Date.class) {
            return new Timestamp(((java.util.Date) value).getTime());
        }
        if (value instanceof Collection<?> collection) {
            return ArrayValues.bindable(session, ArrayValues.toArray(collection));
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            return ArrayValues.bindable(session, value);
        }
        if (value instanceof Array array) {
            Array theirs = DriverArray.theirs(array);
            return theirs == null ? array : theirs;
        }
        return value;
    }

    /** A value for a column of updatable rows. */
    static @Nullable Object forColumn(StatementSession session, ResultSet rows, int column, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            return null;
        }
        Object bindable = bindable(session, value);
        if (bindable instanceof Untyped untyped) {
            PGobject typed = new PGobject();
            typed.setType(rows.getMetaData().getColumnTypeName(column));
            typed.setValue(untyped.text);
            return typed;
        }
        return bindable;
    }

    /** The type of a null that pgjdbc accepts; every type of {@link Types} and any other has one. */
    static int nullType(int sqlType) {
        int type = plainType(sqlType);
        switch (type) {
            case Types.ROWID:
            case Types.REF:
            case Types.DATALINK:
                return Types.OTHER;
            default:
                return JDBC_TYPES.contains(type) ? type : Types.OTHER;
        }
    }

    /** National characters are no types of their own here. */
    private static int plainType(int sqlType) {
        switch (sqlType) {
            case Types.NCHAR:
                return Types.CHAR;
            case Types.NVARCHAR:
                return Types.VARCHAR;
            case Types.LONGNVARCHAR:
                return Types.LONGVARCHAR;
            case Types.NCLOB:
                return Types.CLOB;
            case Types.JAVA_OBJECT:
            case Types.NULL:
                return Types.OTHER;
            default:
                return sqlType;
        }
    }

    /** The number of a type in {@link Types}. */
    static int number(SQLType type) throws SQLException {
        Integer number = type.getVendorTypeNumber();
        if (number == null) {
            throw Errors.refused("22023", "the type " + type.getName() + " has no number");
        }
        return number;
    }
}
