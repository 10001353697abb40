package io.trefoil.jdbc.statement;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns as the Java type asked for. What is not listed here pgjdbc converts, or refuses with 22023. */
final class Columns {
    /** Reads one column; SQL NULL is null. */
    @FunctionalInterface
    private interface Getter {
        @Nullable
        Object read(ResultSet rows, int column) throws SQLException;
    }

    private static final Map<Class<?>, Getter> READERS = Map.ofEntries(
            Map.entry(Object.class, ResultSet::getObject),
            Map.entry(String.class, ResultSet::getString),
            Map.entry(Boolean.class, (rows, column) -> present(rows, rows.getBoolean(column))),
            Map.entry(Byte.class, (rows, column) -> present(rows, rows.getByte(column))),
            Map.entry(Short.class, (rows, column) -> present(rows, rows.getShort(column))),
            Map.entry(Integer.class, (rows, column) -> present(rows, rows.getInt(column))),
            Map.entry(Long.class, (rows, column) -> present(rows, rows.getLong(column))),
            Map.entry(Float.class, (rows, column) -> present(rows, rows.getFloat(column))),
            Map.entry(Double.class, (rows, column) -> present(rows, rows.getDouble(column))),
            Map.entry(BigDecimal.class, ResultSet::getBigDecimal),
            Map.entry(BigInteger.class, Columns::bigInteger),
            Map.entry(byte[].class, ResultSet::getBytes),
            Map.entry(InputStream.class, ResultSet::getBinaryStream),
            Map.entry(Reader.class, ResultSet::getCharacterStream),
            Map.entry(Instant.class, Columns::instant),
            Map.entry(ZonedDateTime.class, Columns::zoned),
            Map.entry(Year.class, (rows, column) -> {
                int year = rows.getInt(column);
                return rows.wasNull() ? null : Year.of(year);
            }));

    private Columns() {}

    static <T> @Nullable T get(StatementSession session, ResultSet rows, int column, @Nullable Class<T> type)
            throws SQLException {
        if (type == null) {
            throw Errors.refused("22023", "getObject needs a class");
        }
        Getter reader = READERS.get(type);
        if (reader != null) {
            return type.cast(Conversions.ours(session, reader.read(rows, column)));
        }
        if (type.isArray()) {
            return type.cast(array(session, rows, column, type.getComponentType()));
        }
        if (type == List.class || type == Collection.class) {
            Array array = rows.getArray(column);
            return array == null ? null : type.cast(ArrayValues.readList(array));
        }
        if (type == Array.class) {
            return type.cast(DriverArray.ours(session, rows.getArray(column)));
        }
        if (type.isEnum() || Conversions.isByText(type)) {
            String text = rows.getString(column);
            return text == null ? null : type.cast(Elements.parse(session, text, type));
        }
        if (Json.isReadable(rows, column, type)) {
            return Json.read(rows.getString(column), type);
        }
        return rows.getObject(column, type);
    }

    private static @Nullable Object array(StatementSession session, ResultSet rows, int column, Class<?> component)
            throws SQLException {
        if ((component == float.class || component == double.class)
                && rows.getMetaData().getColumnType(column) != Types.ARRAY) {
            String text = rows.getString(column);
            if (text == null) {
                return null;
            }
            return component == float.class ? Vectors.floats(text) : Vectors.doubles(text);
        }
        Array array = rows.getArray(column);
        return array == null ? null : ArrayValues.read(session, array, component);
    }

    private static @Nullable Object present(ResultSet rows, Object value) throws SQLException {
        return rows.wasNull() ? null : value;
    }

    private static @Nullable Object bigInteger(ResultSet rows, int column) throws SQLException {
        BigDecimal value = rows.getBigDecimal(column);
        if (value == null) {
            return null;
        }
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw Errors.refused("22003", "no whole number: " + value);
        }
    }

    private static @Nullable Object instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime moment = rows.getObject(column, OffsetDateTime.class);
        return moment == null ? null : Elements.instant(moment);
    }

    private static @Nullable Object zoned(ResultSet rows, int column) throws SQLException {
        OffsetDateTime moment = rows.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toZonedDateTime();
    }
}
