package io.trefoil.jdbc.statement;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Values of pgjdbc as other Java types. */
final class Conversions {
    private static final Set<Class<?>> BY_TEXT = Set.of(Duration.class, Period.class, UUID.class);

    private Conversions() {}

    /** Whether a class is read from the column's text. */
    static boolean isByText(Class<?> type) {
        return BY_TEXT.contains(type);
    }

    /** An array or rows of ours for one of pgjdbc's. */
    static @Nullable Object ours(StatementSession session, @Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return DriverArray.ours(session, array);
        }
        return value instanceof ResultSet rows ? session.wrap(rows) : value;
    }

    /** A value as another type, by way of its text when it is none already. */
    static <T> @Nullable T to(StatementSession session, @Nullable Object value, Class<T> type) throws SQLException {
        if (value == null) {
            return null;
        }
        if (type.isInstance(value)) {
            return type.cast(ours(session, value));
        }
        if (value instanceof Array array) {
            if (type == List.class || type == Collection.class) {
                return type.cast(ArrayValues.readList(array));
            }
            if (type.isArray()) {
                return type.cast(ArrayValues.read(session, array, type.getComponentType()));
            }
        }
        String text = value instanceof PGobject object ? object.getValue() : value.toString();
        return text == null ? null : type.cast(Elements.parse(session, text, type));
    }
}
