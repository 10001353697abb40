package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement ready to run. Shared by all sessions that send the same text in the same surroundings. */
sealed interface Compiled {
    /** Types of $1, $2 ... */
    List<SqlType> parameterTypes();

    /** The columns it returns, all in text format; null for none. */
    @Nullable
    RowShape shape();

    /**
     * A query or data change with its plan.
     *
     * @param data whether it reads or writes tables, and not only the catalog or nothing
     * @param general whether the plan is as good for parameters as for constants: no index of its tables is partial or on
     *     expressions, which the planner uses only where it sees the constants
     * @param temporary whether it reads or writes temporary tables
     */
    record Planned(
            Statement statement,
            Plan plan,
            Executable executable,
            List<SqlType> parameterTypes,
            @Nullable RowShape shape,
            Kind kind,
            boolean pure,
            boolean data,
            boolean general,
            boolean temporary,
            int[] writtenSpaces)
            implements Compiled {}

    /**
     * Everything that is interpreted: DDL, transaction control, settings, COPY ...
     *
     * @param parameterTypes those of the statement inside, for EXPLAIN; no other takes parameters
     */
    record Utility(Statement statement, @Nullable RowShape shape, List<SqlType> parameterTypes) implements Compiled {
        Utility(Statement statement, @Nullable RowShape shape) {
            this(statement, shape, List.of());
        }
    }

    /** What the command tag says. */
    enum Kind {
        SELECT("SELECT "),
        INSERT("INSERT 0 "),
        UPDATE("UPDATE "),
        DELETE("DELETE "),
        MERGE("MERGE ");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        String tag(long rows) {
            return tag + rows;
        }
    }
}
