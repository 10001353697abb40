package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.explain.DocumentValue.Elements;
import io.trefoil.sql.engine.explain.DocumentValue.Field;
import io.trefoil.sql.engine.explain.DocumentValue.Fields;
import java.util.List;

/** EXPLAIN (FORMAT XML), in PostgreSQL's name space. */
final class XmlLayout {
    private final StringBuilder out = new StringBuilder();

    String write(Fields statement) {
        out.append("<explain xmlns=\"http://www.postgresql.org/2009/explain\">\n");
        element("Query", statement, 1);
        return out.append("</explain>").toString();
    }

    private void element(String name, DocumentValue value, int depth) {
        indent(depth);
        out.append('<').append(name).append('>');
        switch (value) {
            case DocumentValue.Text(String text) -> out.append(escaped(text));
            case DocumentValue.Bare(String text) -> out.append(text);
            case DocumentValue.Texts(List<String> texts) -> {
                out.append('\n');
                texts.forEach(text -> element("Item", new DocumentValue.Text(text), depth + 1));
                indent(depth);
            }
            case Fields(List<Field> fields) -> {
                out.append('\n');
                fields.forEach(field -> element(field.name().replace(' ', '-'), field.value(), depth + 1));
                indent(depth);
            }
            case Elements(String element, List<Fields> values) -> {
                out.append('\n');
                values.forEach(fields -> element(element, fields, depth + 1));
                indent(depth);
            }
        }
        out.append("</").append(name).append(">\n");
    }

    private void indent(int depth) {
        out.repeat("  ", depth);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#x0d;");
    }
}
