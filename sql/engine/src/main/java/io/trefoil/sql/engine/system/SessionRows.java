package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.array;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.catalog.views.SystemViews;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.parser.Keywords;
import io.trefoil.sql.types.SqlArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions whose rows are those of a system view (pg_show_all_settings ...), pg_get_keywords, pg_options_to_table. */
final class SessionRows implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        view(d, "pg_show_all_settings()", "pg_settings");
        view(d, "pg_prepared_statement()", "pg_prepared_statements");
        view(d, "pg_cursor()", "pg_cursors");
        view(d, "pg_lock_status()", "pg_locks");
        view(d, "pg_timezone_names()", "pg_timezone_names");
        view(d, "pg_timezone_abbrevs()", "pg_timezone_abbrevs");
        rows(d, "pg_get_keywords()", (context, a) -> keywords());
        rows(d, "pg_options_to_table(_text)", (context, a) -> options(array(a, 0)));
    }

    private static void view(Definitions d, String signature, String name) {
        rows(d, signature, (context, a) -> {
            SystemView view =
                    SystemViews.instance().find(Namespaces.PG_CATALOG, name).orElse(null);
            return view == null ? Collections.emptyIterator() : rowsOf(view, (SystemContext) context);
        });
    }

    private static Iterator<@Nullable Object> rowsOf(SystemView view, SystemContext context) {
        Iterator<@Nullable Object[]> rows = view.rows(context.catalog(), context.views());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Object next() {
                return rows.next();
            }
        };
    }

    private static Iterator<@Nullable Object> keywords() {
        List<@Nullable Object> rows = new ArrayList<>();
        for (Keywords.Keyword keyword : Keywords.all()) {
            Object[] row = {
                keyword.word(),
                (byte) keyword.category(),
                keyword.bareLabel(),
                describe(keyword.category()),
                keyword.bareLabel() ? "can be bare label" : "requires AS"
            };
            rows.add(row);
        }
        return rows.iterator();
    }

    private static String describe(char category) {
        return switch (category) {
            case 'U' -> "unreserved";
            case 'C' -> "unreserved (cannot be function or type name)";
            case 'T' -> "reserved (can be function or type name)";
            default -> "reserved";
        };
    }

    /** Each option is name=value, or a name alone. */
    private static Iterator<@Nullable Object> options(SqlArray options) {
        List<@Nullable Object> rows = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i) instanceof String option) {
                int equals = option.indexOf('=');
                @Nullable
                Object[] row = {
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? null : option.substring(equals + 1)
                };
                rows.add(row);
            }
        }
        return rows.iterator();
    }
}
