package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** The names that PostgreSQL gives to the columns of an index: the table's, the function's, or expr; all different. */
final class IndexColumnNames {
    private IndexColumnNames() {}

    static List<String> of(Table table, Index index) {
        List<String> names = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            String expression = key.expressionSql();
            String name = expression == null ? table.column(key.column()).name() : nameOf(expression);
            names.add(distinct(name, names));
        }
        for (int column : index.included()) {
            names.add(distinct(table.column(column).name(), names));
        }
        return names;
    }

    private static String nameOf(String expression) {
        if (!Parentheses.isFunctionCall(expression)) {
            return "expr";
        }
        String function = expression.substring(0, expression.indexOf('('));
        return function.substring(function.lastIndexOf('.') + 1).replace("\"", "");
    }

    private static String distinct(String name, List<String> taken) {
        String candidate = name;
        for (int i = 1; taken.contains(candidate); i++) {
            candidate = name + i;
        }
        return candidate;
    }
}
