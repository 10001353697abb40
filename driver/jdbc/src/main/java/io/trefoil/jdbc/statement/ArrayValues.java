package io.trefoil.jdbc.statement;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Java's arrays and collections as arrays of the server, and back. */
final class ArrayValues {
    /** Element types that pgjdbc has no array for; their elements travel as text. */
    private static final Map<Class<?>, String> TYPE_NAMES = Map.ofEntries(
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(BigInteger.class, "numeric"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(Instant.class, "timestamptz"),
            Map.entry(OffsetDateTime.class, "timestamptz"),
            Map.entry(ZonedDateTime.class, "timestamptz"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(Timestamp.class, "timestamp"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(java.sql.Date.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(java.sql.Time.class, "time"),
            Map.entry(OffsetTime.class, "timetz"),
            Map.entry(Duration.class, "interval"),
            Map.entry(Period.class, "interval"),
            Map.entry(Year.class, "int4"),
            Map.entry(Character.class, "text"));

    private ArrayValues() {}

    /** What pgjdbc takes for an array: itself, one of its arrays, or a text whose type the server finds out. */
    static Object bindable(StatementSession session, Object array) throws SQLException {
        Class<?> leaf = leaf(array);
        if (leaf == null) {
            return new Parameters.Untyped("{}");
        }
        if (leaf.isPrimitive()) {
            return array;
        }
        String typeName = TYPE_NAMES.get(leaf);
        if (typeName != null) {
            return ((PGConnection) session.base()).createArrayOf(typeName, texts(session, array));
        }
        if (leaf.isEnum()) {
            return new Parameters.Untyped(((PGConnection) session.base())
                    .createArrayOf("text", texts(session, array))
                    .toString());
        }
        return typed(array, leaf);
    }

    /** The elements of {@link java.sql.Connection#createArrayOf} as pgjdbc takes them. */
    static Object elements(StatementSession session, Object array) throws SQLException {
        Class<?> leaf = leaf(array);
        return leaf != null && (TYPE_NAMES.containsKey(leaf) || leaf.isEnum()) ? texts(session, array) : array;
    }

    /** The class of the elements below all dimensions; null when there are none to tell. */
    private static @Nullable Class<?> leaf(Object array) {
        Class<?> type = array.getClass();
        while (type.isArray() && type != byte[].class) {
            type = type.getComponentType();
        }
        return type == Object.class ? leafOfElements(array) : declared(type);
    }

    private static Class<?> declared(Class<?> type) {
        // a constant with a body has a class of its own
        Class<?> parent = type.getSuperclass();
        return parent != null && parent.isEnum() ? parent : type;
    }

    private static @Nullable Class<?> leafOfElements(Object array) {
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            Class<?> leaf = element == null ? null : leaf(element);
            if (leaf != null) {
                return leaf;
            }
        }
        return null;
    }

    private static Object texts(StatementSession session, Object array) throws SQLException {
        int length = Array.getLength(array);
        @Nullable Object[] values = new @Nullable Object[length];
        Class<?> component = String.class;
        for (int i = 0; i < length; i++) {
            Object element = Array.get(array, i);
            if (element != null && element.getClass().isArray()) {
                Object inner = texts(session, element);
                values[i] = inner;
                component = inner.getClass();
            } else if (element != null) {
                values[i] = Elements.text(session, Parameters.bindable(session, element));
            }
        }
        return copy(values, component);
    }

    /** The same array with a declared component type, which pgjdbc goes by. */
    private static Object typed(Object array, Class<?> leaf) {
        if (!(array instanceof Object[] objects) || array.getClass().getComponentType() != Object.class) {
            return array;
        }
        Class<?> component = leaf;
        @Nullable Object[] values = objects.clone();
        for (int i = 0; i < values.length; i++) {
            Object element = values[i];
            if (element != null && element.getClass().isArray() && element.getClass() != byte[].class) {
                Object inner = typed(element, leaf);
                values[i] = inner;
                component = inner.getClass();
            }
        }
        return copy(values, component);
    }

    private static Object copy(@Nullable Object[] values, Class<?> component) {
        Object copy = Array.newInstance(component, values.length);
        for (int i = 0; i < values.length; i++) {
            Array.set(copy, i, values[i]);
        }
        return copy;
    }

    /** A collection as an array of the same nesting. */
    static @Nullable Object[] toArray(Collection<?> collection) {
        @Nullable Object[] array = collection.toArray();
        for (int i = 0; i < array.length; i++) {
            if (array[i] instanceof Collection<?> inner) {
                array[i] = toArray(inner);
            }
        }
        return array;
    }

    /**
     * An array of the server as one of Java's.
     *
     * @param component of the Java array, itself an array for more dimensions
     */
    static Object read(StatementSession session, java.sql.Array array, Class<?> component) throws SQLException {
        if (component == Object.class) {
            return array.getArray();
        }
        if (component.isPrimitive() && array.getArray() instanceof Object[] boxed) {
            Object unboxed = unboxed(boxed, component);
            if (unboxed != null) {
                return unboxed;
            }
        }
        return build(session, ArrayText.parse(array.toString()), component);
    }

    /** A list of what {@link java.sql.Array#getArray} gives, nested as the array is. */
    static List<@Nullable Object> readList(java.sql.Array array) throws SQLException {
        return list((Object[]) array.getArray());
    }

    private static List<@Nullable Object> list(@Nullable Object[] array) {
        List<@Nullable Object> list = new ArrayList<>(array.length);
        for (Object element : array) {
            list.add(element instanceof Object[] inner ? list(inner) : element);
        }
        return list;
    }

    /** Null when the boxes are not of exactly this type. */
    private static @Nullable Object unboxed(@Nullable Object[] boxed, Class<?> component) throws SQLException {
        Class<?> box = boxed.getClass().getComponentType();
        if (box != java.lang.invoke.MethodType.methodType(component).wrap().returnType()) {
            return null;
        }
        Object values = Array.newInstance(component, boxed.length);
        for (int i = 0; i < boxed.length; i++) {
            Array.set(values, i, present(boxed[i], component));
        }
        return values;
    }

    private static Object build(StatementSession session, List<@Nullable Object> items, Class<?> component)
            throws SQLException {
        Object values = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            if (item instanceof List<?> inner && component.isArray()) {
                @SuppressWarnings("unchecked")
                List<@Nullable Object> deeper = (List<@Nullable Object>) inner;
                Array.set(values, i, build(session, deeper, component.getComponentType()));
            } else if (item instanceof String text) {
                Array.set(values, i, Elements.parse(session, text, component));
            } else if (item != null) {
                throw Errors.refused("22023", "the array has more dimensions than the Java type");
            } else if (component.isPrimitive()) {
                throw present(component);
            }
        }
        return values;
    }

    private static Object present(@Nullable Object value, Class<?> component) throws SQLException {
        if (value == null) {
            throw present(component);
        }
        return value;
    }

    private static SQLException present(Class<?> component) {
        return Errors.refused("22004", "the array has a null, which " + component.getName() + "[] cannot hold");
    }
}
