package io.trefoil.sql.engine.explain;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An access path as a condition on the columns of its key. */
final class KeyCondition {
    private KeyCondition() {}

    /** The condition, empty when every entry is visited. */
    static String of(Plan.TableRead read) {
        List<String> terms = new ArrayList<>();
        switch (read.path()) {
            case AccessPath.All all -> {}
            case AccessPath.Point point -> prefix(read, point.key(), terms);
            case AccessPath.Points points -> {
                prefix(read, points.prefix(), terms);
                terms.add("(" + key(read, points.prefix().size()) + " = ANY (" + ScalarText.of(points.array()) + "))");
            }
            case AccessPath.Range range -> {
                prefix(read, range.prefix(), terms);
                bound(read, range, range.lower(), ">", terms);
                bound(read, range, range.upper(), "<", terms);
            }
        }
        return terms.size() < 2 ? String.join("", terms) : "(" + String.join(" AND ", terms) + ")";
    }

    private static void prefix(Plan.TableRead read, List<Scalar> values, List<String> terms) {
        for (int i = 0; i < values.size(); i++) {
            terms.add("(" + key(read, i) + " = " + ScalarText.of(values.get(i)) + ")");
        }
    }

    private static void bound(
            Plan.TableRead read,
            AccessPath.Range range,
            AccessPath.@Nullable Bound bound,
            String operator,
            List<String> terms) {
        if (bound != null) {
            terms.add("(" + key(read, range.prefix().size()) + " " + operator + (bound.inclusive() ? "= " : " ")
                    + ScalarText.of(bound.value()) + ")");
        }
    }

    private static String key(Plan.TableRead read, int position) {
        Index index = read.path().index();
        if (index == null) {
            Column column = read.table().column(read.table().primaryKey().get(position));
            return column.name();
        }
        Index.Key key = index.keys().get(position);
        String expression = key.expressionSql();
        return expression == null ? read.table().column(key.column()).name() : "(" + expression + ")";
    }
}
