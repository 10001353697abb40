package io.trefoil.jdbc.statement;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Wrapper;

/** The two methods of {@link Wrapper} for an object of ours around one of pgjdbc's. */
public final class Unwrapping {
    private Unwrapping() {}

    /** Ours when it fits, else pgjdbc's, else 22023. */
    public static <T> T unwrap(Object ours, Object theirs, Class<T> type) throws SQLException {
        if (type.isInstance(ours)) {
            return type.cast(ours);
        }
        if (type.isInstance(theirs)) {
            return type.cast(theirs);
        }
        throw new SQLDataException(ours.getClass().getSimpleName() + " is no wrapper for " + type.getName(), "22023");
    }

    /** Whether {@link #unwrap} would answer. */
    public static boolean isWrapperFor(Object ours, Object theirs, Class<?> type) {
        return type.isInstance(ours) || type.isInstance(theirs);
    }
}
