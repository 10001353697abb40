package io.trefoil.jdbc.statement;

import io.trefoil.jdbc.api.JsonCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** JSON as objects of the application, when it has brought a {@link JsonCodec}. */
final class Json {
    private static final @Nullable JsonCodec CODEC = find();

    private Json() {}

    private static @Nullable JsonCodec find() {
        for (ClassLoader loader :
                new ClassLoader[] {Thread.currentThread().getContextClassLoader(), Json.class.getClassLoader()}) {
            Iterator<JsonCodec> found =
                    ServiceLoader.load(JsonCodec.class, loader).iterator();
            if (found.hasNext()) {
                return found.next();
            }
        }
        return null;
    }

    /** A value as JSON; null when it is none of the application's classes, or nobody knows how to write it. */
    static @Nullable String write(Object value) throws SQLException {
        if (CODEC == null || !isOfApplication(value.getClass())) {
            return null;
        }
        try {
            return CODEC.write(value);
        } catch (RuntimeException e) {
            throw failed(value.getClass() + " cannot be written as JSON", e);
        }
    }

    /** Whether a column can be read as this class by the application's codec. */
    static boolean isReadable(ResultSet rows, int column, Class<?> type) throws SQLException {
        if (CODEC == null || !isOfApplication(type)) {
            return false;
        }
        String name = rows.getMetaData().getColumnTypeName(column);
        return name.equals("jsonb") || name.equals("json");
    }

    static <T> @Nullable T read(@Nullable String json, Class<T> type) throws SQLException {
        if (json == null || CODEC == null) {
            return null;
        }
        try {
            return CODEC.read(json, type);
        } catch (RuntimeException e) {
            throw failed("the JSON is no " + type.getName(), e);
        }
    }

    private static boolean isOfApplication(Class<?> type) {
        String name = type.getName();
        return Map.class.isAssignableFrom(type)
                || !(type.isArray()
                        || type.isEnum()
                        || name.startsWith("java.")
                        || name.startsWith("org.postgresql.")
                        || name.startsWith("io.trefoil.jdbc."));
    }

    private static SQLException failed(String message, RuntimeException cause) {
        SQLException failed = Errors.refused("22032", message);
        failed.initCause(cause);
        return failed;
    }
}
