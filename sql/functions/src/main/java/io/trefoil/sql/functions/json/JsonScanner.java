package io.trefoil.sql.functions.json;

import io.trefoil.sql.types.SqlJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of a json text without changing a character of them. The text is known to be valid: its type's input
 * function has checked it.
 */
final class JsonScanner {
    private final String text;
    private int at;

    /** A member of an object: its key, unescaped, and its value's text. */
    record Member(String key, String value) {}

    private JsonScanner(String text) {
        this.text = text;
        skipBlanks();
    }

    /** The kind of the value: one of {@code { [ " t f n} or a digit or minus. */
    static char kind(String json) {
        JsonScanner scanner = new JsonScanner(json);
        return scanner.text.charAt(scanner.at);
    }

    static boolean isObject(String json) {
        return kind(json) == '{';
    }

    static boolean isArray(String json) {
        return kind(json) == '[';
    }

    static boolean isNull(String json) {
        return kind(json) == 'n';
    }

    /** The members of an object in their order, duplicates included. */
    static List<Member> members(String json) {
        JsonScanner scanner = new JsonScanner(json);
        List<Member> members = new ArrayList<>();
        scanner.at++;
        scanner.skipBlanks();
        while (scanner.text.charAt(scanner.at) != '}') {
            String key = string(scanner.value());
            scanner.skipBlanks();
            scanner.at++;
            scanner.skipBlanks();
            members.add(new Member(key, scanner.value()));
            scanner.skipComma();
        }
        return members;
    }

    /** The elements of an array. */
    static List<String> elements(String json) {
        JsonScanner scanner = new JsonScanner(json);
        List<String> elements = new ArrayList<>();
        scanner.at++;
        scanner.skipBlanks();
        while (scanner.text.charAt(scanner.at) != ']') {
            elements.add(scanner.value());
            scanner.skipComma();
        }
        return elements;
    }

    /** The text of a string value, unescaped. */
    static String string(String json) {
        String body = json.strip();
        if (body.indexOf('\\') < 0) {
            return body.substring(1, body.length() - 1);
        }
        return JsonValues.parse(body) instanceof SqlJson.Text(String value) ? value : body;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void skipComma() {
        skipBlanks();
        if (text.charAt(at) == ',') {
            at++;
            skipBlanks();
        }
    }

    /** The text of the value that begins here; moves behind it. */
    private String value() {
        int start = at;
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                skipString();
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (depth > 0) {
                at++;
            } else {
                skipWord();
            }
        } while (depth > 0);
        return text.substring(start, at);
    }

    private void skipString() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipWord() {
        while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }
}
