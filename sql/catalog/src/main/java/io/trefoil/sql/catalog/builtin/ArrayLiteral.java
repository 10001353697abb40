package io.trefoil.sql.catalog.builtin;

import java.util.ArrayList;
import java.util.List;

/** Reads the text form of one-dimensional text arrays, such as <code>{a,"b c"}</code>, as the catalog file has them. */
public final class ArrayLiteral {
    private ArrayLiteral() {}

    /** The elements in order; a null element is the text NULL. */
    public static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                element.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '}')) {
                if (text.length() > 2) {
                    elements.add(element.toString());
                }
                element.setLength(0);
            } else {
                element.append(c);
            }
        }
        return List.copyOf(elements);
    }
}
