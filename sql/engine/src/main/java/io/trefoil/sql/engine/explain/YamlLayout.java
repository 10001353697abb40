package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.explain.DocumentValue.Elements;
import io.trefoil.sql.engine.explain.DocumentValue.Field;
import io.trefoil.sql.engine.explain.DocumentValue.Fields;
import java.util.List;

/** EXPLAIN (FORMAT YAML). Strings are quoted as in JSON, which YAML understands. */
final class YamlLayout {
    private final StringBuilder out = new StringBuilder();

    String write(Fields statement) {
        element(statement, 0);
        return out.toString();
    }

    /** A member of a list: a dash, then its fields; the first one stands behind the dash. */
    private void element(Fields value, int depth) {
        newLine(depth);
        out.append("- ");
        fields(value.fields(), depth + 1, true);
    }

    private void fields(List<Field> fields, int depth, boolean firstOnLine) {
        boolean onLine = firstOnLine;
        for (Field field : fields) {
            if (!onLine) {
                newLine(depth);
            }
            onLine = false;
            out.append(field.name()).append(": ");
            value(field.value(), depth);
        }
    }

    private void value(DocumentValue value, int depth) {
        switch (value) {
            case DocumentValue.Text(String text) -> out.append(JsonLayout.quoted(text));
            case DocumentValue.Bare(String text) -> out.append(text);
            case DocumentValue.Texts(List<String> texts) ->
                texts.forEach(text -> {
                    newLine(depth + 1);
                    out.append("- ").append(JsonLayout.quoted(text));
                });
            case Fields(List<Field> fields) -> fields(fields, depth + 1, false);
            case Elements(String element, List<Fields> values) -> values.forEach(fields -> element(fields, depth + 1));
        }
    }

    private void newLine(int depth) {
        if (!out.isEmpty()) {
            out.append('\n').repeat("  ", depth);
        }
    }
}
