package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.catalog.views.SystemViews;
import io.trefoil.sql.catalog.views.ViewColumn;
import io.trefoil.sql.engine.bind.FunctionCatalog;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * pg_stat_get_... (PostgreSQL docs, "Statistics Functions"). Uses are not counted: numbers are 0 and times NULL, but for
 * rows in tables (as last analysed), the sessions, and how transactions ended.
 */
final class ActivityCounters implements FunctionFamily {
    private static final String PREFIX = "pg_stat_get_";

    /** Functions that show a column of pg_stat_database. */
    private static final List<String> DATABASE_COUNTERS = List.of(
            "pg_stat_get_db_numbackends",
            "pg_stat_get_db_xact_commit",
            "pg_stat_get_db_xact_rollback",
            "pg_stat_get_db_deadlocks",
            "pg_stat_get_db_stat_reset_time");

    /** Columns of pg_stat_activity. */
    private static final int DATABASE = 0;

    private static final int PROCESS = 2;
    private static final int USER = 4;
    private static final int SESSION_START = 10;
    private static final int TRANSACTION_START = 11;
    private static final int STATEMENT_START = 12;
    private static final int WAIT_TYPE = 14;
    private static final int WAIT = 15;
    private static final int STATEMENT = 20;

    @Override
    public void define(Definitions d) {
        for (ProcRow proc : BuiltinCatalog.instance().procs()) {
            if (proc.name().startsWith(PREFIX)
                    && !proc.returnsSet()
                    && !proc.name().startsWith("pg_stat_get_backend_")
                    && !proc.name().equals("pg_stat_get_live_tuples")
                    && !DATABASE_COUNTERS.contains(proc.name())) {
                unused(d, proc);
            }
        }
        general(
                d,
                "pg_stat_get_live_tuples(oid)",
                (context, a) -> ((SystemContext) context)
                        .catalog()
                        .statistics(int4(a, 0))
                        .map(statistics -> (long) statistics.rows())
                        .orElse(0L));
        for (String counter : DATABASE_COUNTERS) {
            general(
                    d,
                    counter + "(oid)",
                    (context, a) -> database(context, int4(a, 0), counter.substring("pg_stat_get_db_".length())));
        }
        rows(
                d,
                "pg_stat_get_backend_idset()",
                (context, a) -> numbers(sessions(context).size()));
        backend(d, "pg_stat_get_backend_pid(int4)", PROCESS);
        backend(d, "pg_stat_get_backend_dbid(int4)", DATABASE);
        backend(d, "pg_stat_get_backend_userid(int4)", USER);
        backend(d, "pg_stat_get_backend_start(int4)", SESSION_START);
        backend(d, "pg_stat_get_backend_xact_start(int4)", TRANSACTION_START);
        backend(d, "pg_stat_get_backend_activity_start(int4)", STATEMENT_START);
        backend(d, "pg_stat_get_backend_wait_event_type(int4)", WAIT_TYPE);
        backend(d, "pg_stat_get_backend_wait_event(int4)", WAIT);
        backend(d, "pg_stat_get_backend_activity(int4)", STATEMENT);
    }

    private static void unused(Definitions d, ProcRow proc) {
        Object zero = switch (proc.returnType()) {
            case TypeOid.INT8 -> 0L;
            case TypeOid.INT4 -> 0;
            case TypeOid.FLOAT8 -> 0.0;
            default -> null;
        };
        if (zero != null || proc.returnType() == TypeOid.TIMESTAMPTZ) {
            general(d, FunctionCatalog.signature(proc), (context, a) -> zero);
        }
    }

    private static void backend(Definitions d, String signature, int column) {
        general(d, signature, (context, a) -> {
            List<@Nullable Object[]> sessions = sessions(context);
            int number = int4(a, 0);
            return number < 1 || number > sessions.size() ? null : sessions.get(number - 1)[column];
        });
    }

    /** A column of pg_stat_database. */
    private static @Nullable Object database(FunctionContext context, int oid, String counter) {
        SystemView view = SystemViews.instance()
                .find(Namespaces.PG_CATALOG, "pg_stat_database")
                .orElseThrow();
        List<String> names = view.columns().stream().map(ViewColumn::name).toList();
        int position = names.indexOf(counter.equals("stat_reset_time") ? "stats_reset" : counter);
        Iterator<@Nullable Object[]> rows =
                view.rows(((SystemContext) context).catalog(), ((SystemContext) context).views());
        while (rows.hasNext()) {
            @Nullable Object[] row = rows.next();
            if (Integer.valueOf(oid).equals(row[names.indexOf("datid")])) {
                return row[position];
            }
        }
        return counter.equals("numbackends") ? (Object) 0 : counter.startsWith("stat") ? null : (Object) 0L;
    }

    /** The rows of pg_stat_activity; a session's number is its place among them. */
    private static List<@Nullable Object[]> sessions(FunctionContext context) {
        List<@Nullable Object[]> found = new ArrayList<>();
        Supplier<Iterator<@Nullable Object[]>> rows =
                ((SystemContext) context).views().liveRows().get("pg_stat_activity");
        if (rows != null) {
            rows.get().forEachRemaining(found::add);
        }
        return found;
    }

    private static Iterator<@Nullable Object> numbers(int count) {
        List<@Nullable Object> numbers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            numbers.add(i);
        }
        return numbers.iterator();
    }
}
