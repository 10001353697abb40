package io.trefoil.jdbc.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of an array, <code>{1,NULL,"a b"}</code>: elements are texts, nulls, or lists for further dimensions. */
final class ArrayText {
    private final String text;
    private int at;

    private ArrayText(String text) {
        this.text = text;
    }

    /** The outermost dimension. */
    static List<@Nullable Object> parse(String text) throws SQLException {
        // bounds other than 1, [0:2]={...}, have no place in Java
        int start = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        ArrayText parser = new ArrayText(text.substring(start));
        if (!parser.text.startsWith("{")) {
            throw parser.malformed();
        }
        return parser.list();
    }

    private List<@Nullable Object> list() throws SQLException {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        if (peek() == '}') {
            at++;
            return items;
        }
        while (true) {
            items.add(item());
            char after = peek();
            at++;
            if (after == '}') {
                return items;
            }
            if (after != ',' && after != ';') {
                throw malformed();
            }
        }
    }

    private @Nullable Object item() throws SQLException {
        switch (peek()) {
            case '{':
                return list();
            case '"':
                return quoted();
            default:
                return plain();
        }
    }

    private String quoted() throws SQLException {
        StringBuilder value = new StringBuilder();
        at++;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        at++;
        return value.toString();
    }

    private @Nullable String plain() throws SQLException {
        int start = at;
        while (",;}".indexOf(peek()) < 0) {
            at++;
        }
        String value = text.substring(start, at);
        return value.equals("NULL") ? null : value;
    }

    private char peek() throws SQLException {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private SQLException malformed() {
        return Errors.refused("22P02", "malformed array literal: \"" + text + "\"");
    }
}
