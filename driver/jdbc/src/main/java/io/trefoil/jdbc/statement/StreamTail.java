package io.trefoil.jdbc.statement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgResultSet;

/**
 * The rows of a pgjdbc result that have not arrived yet. pgjdbc offers no way to fetch them beside those at hand, so four
 * of its protected fields are read; where a module system forbids that, {@link #USABLE} is false and nothing streams.
 */
final class StreamTail {
    private static final @Nullable VarHandle ROWS = field("rows", List.class);
    private static final @Nullable VarHandle CURSOR = field("cursor", ResultCursor.class);
    private static final @Nullable VarHandle ROW_OFFSET = field("rowOffset", int.class);
    private static final @Nullable VarHandle CURRENT_ROW = field("currentRow", int.class);

    static final boolean USABLE = ROWS != null && CURSOR != null && ROW_OFFSET != null && CURRENT_ROW != null;

    private StreamTail() {}

    private static @Nullable VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(PgResultSet.class, MethodHandles.lookup())
                    .findVarHandle(PgResultSet.class, name, type);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether all rows have arrived. */
    static boolean isComplete(PgResultSet result) {
        return get(CURSOR, result) == null;
    }

    /** Whether the row after the current one has to be fetched, if there is one. */
    static boolean mayFetch(PgResultSet result) {
        return CURSOR != null
                && CURSOR.get(result) != null
                && CURRENT_ROW != null
                && (int) CURRENT_ROW.get(result) + 1 >= rows(result).size();
    }

    /** Fetches what has not arrived, within the statement's maximum of rows. */
    static void readAll(PgResultSet result, QueryExecutor executor) throws SQLException {
        ResultCursor cursor = (ResultCursor) get(CURSOR, result);
        if (cursor == null) {
            return;
        }
        List<Tuple> all = new ArrayList<>(rows(result));
        int rowsMax = result.getStatement().getMaxRows();
        int rest = rowsMax == 0 ? 0 : rowsMax - offset(result) - all.size();
        if (rest >= 0 && (rowsMax == 0 || rest > 0)) {
            executor.fetch(cursor, new Collector(all), rest, false);
        }
        become(result, all);
    }

    /** Makes do with the rows that have arrived. */
    static void cut(PgResultSet result) {
        become(result, rows(result));
    }

    private static void become(PgResultSet result, List<Tuple> rows) {
        result.new CursorResultHandler().handleResultRows(null, null, rows, null);
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(PgResultSet result) {
        Object rows = get(ROWS, result);
        return rows == null ? List.of() : (List<Tuple>) rows;
    }

    private static int offset(PgResultSet result) {
        Object offset = get(ROW_OFFSET, result);
        return offset == null ? 0 : (Integer) offset;
    }

    private static @Nullable Object get(@Nullable VarHandle field, PgResultSet result) {
        return field == null ? null : field.get(result);
    }

    private static final class Collector extends ResultHandlerBase {
        private final List<Tuple> all;

        Collector(List<Tuple> all) {
            this.all = all;
        }

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            all.addAll(tuples);
        }

        /** Belongs to nobody by now. */
        @Override
        public void handleWarning(SQLWarning warning) {}
    }
}
