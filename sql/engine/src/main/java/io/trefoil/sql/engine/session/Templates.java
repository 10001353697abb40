package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.parser.ParsedStatement;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.StatementTemplate;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the simple protocol by their text without numbers, so that {@code ... where id = 7} need not be parsed and
 * planned again for every id. A text whose template cannot be compiled, or might be planned worse than the text itself, is
 * remembered as such and goes the ordinary way, which also tells errors with the positions of the text as it was.
 */
final class Templates {
    private static final int CAPACITY = 256;
    private static final PreparedStatement UNFIT = new PreparedStatement("", null, "", null, false);

    private final StatementRunner runner;
    private final Map<String, PreparedStatement> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
            return size() > CAPACITY;
        }
    };

    Templates(StatementRunner runner) {
        this.runner = runner;
    }

    /** A compiled statement and the numbers that this text has in it. */
    record Use(PreparedStatement prepared, @Nullable Object[] parameters) {}

    /** How to run a text by its template; null when it has to be parsed itself. */
    @Nullable
    Use find(String sql, CatalogSnapshot catalog) {
        StatementTemplate template = StatementTemplate.of(sql);
        if (template == null) {
            return null;
        }
        PreparedStatement prepared = known.get(template.text());
        if (prepared == UNFIT) {
            return null;
        }
        try {
            PreparedStatement found = prepared == null ? prepare(template) : prepared;
            boolean fit = runner.compile(found, catalog) instanceof Compiled.Planned planned
                    && planned.general()
                    && found.lasting()
                    && planned.parameterTypes().stream().allMatch(Templates::isInteger);
            if (fit) {
                known.putIfAbsent(template.text(), found);
                return new Use(found, boxed(template.values()));
            }
        } catch (SqlStateException e) {
            // The text itself will tell.
        }
        known.put(template.text(), UNFIT);
        return null;
    }

    private static boolean isInteger(SqlType type) {
        return type == SqlTypes.INT4;
    }

    private static PreparedStatement prepare(StatementTemplate template) {
        List<ParsedStatement> parsed = SqlParser.parse(template.text());
        int[] types = new int[template.values().length];
        Arrays.fill(types, SqlTypes.INT4.oid());
        return parsed.size() == 1
                ? new PreparedStatement("", parsed.get(0).statement(), template.text(), types, false)
                : UNFIT;
    }

    private static @Nullable Object[] boxed(int[] values) {
        @Nullable Object[] boxed = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
