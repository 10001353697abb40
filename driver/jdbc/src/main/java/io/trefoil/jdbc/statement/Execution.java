package io.trefoil.jdbc.statement;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One call of pgjdbc that goes to the server. */
@FunctionalInterface
interface Execution<T extends @Nullable Object> {
    T run() throws SQLException;
}
