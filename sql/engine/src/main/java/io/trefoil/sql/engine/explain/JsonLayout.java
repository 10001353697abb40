package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.explain.DocumentValue.Elements;
import io.trefoil.sql.engine.explain.DocumentValue.Field;
import io.trefoil.sql.engine.explain.DocumentValue.Fields;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** EXPLAIN (FORMAT JSON). */
final class JsonLayout {
    private final StringBuilder out = new StringBuilder();

    String write(Fields statement) {
        list(List.of(statement), 0);
        return out.toString();
    }

    private void list(List<Fields> values, int depth) {
        out.append("[\n");
        for (Iterator<Fields> rest = values.iterator(); rest.hasNext(); ) {
            indent(depth + 1);
            fields(rest.next(), depth + 1);
            out.append(rest.hasNext() ? ",\n" : "\n");
        }
        indent(depth);
        out.append(']');
    }

    private void fields(Fields value, int depth) {
        out.append("{\n");
        for (Iterator<Field> rest = value.fields().iterator(); rest.hasNext(); ) {
            Field field = rest.next();
            indent(depth + 1);
            out.append(quoted(field.name())).append(": ");
            value(field.value(), depth + 1);
            out.append(rest.hasNext() ? ",\n" : "\n");
        }
        indent(depth);
        out.append('}');
    }

    private void value(DocumentValue value, int depth) {
        switch (value) {
            case DocumentValue.Text(String text) -> out.append(quoted(text));
            case DocumentValue.Bare(String text) -> out.append(text);
            case DocumentValue.Texts(List<String> texts) ->
                out.append(texts.stream().map(JsonLayout::quoted).collect(Collectors.joining(", ", "[", "]")));
            case Fields fields -> fields(fields, depth);
            case Elements(String element, List<Fields> values) -> list(values, depth);
        }
    }

    private void indent(int depth) {
        out.repeat("  ", depth);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
