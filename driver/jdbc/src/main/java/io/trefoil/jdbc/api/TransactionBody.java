package io.trefoil.jdbc.api;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Work of one transaction; may run several times. */
@FunctionalInterface
public interface TransactionBody<T extends @Nullable Object> {
    T run(TrefoilConnection connection) throws SQLException;
}
