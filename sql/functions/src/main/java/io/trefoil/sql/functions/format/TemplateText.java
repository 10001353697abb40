package io.trefoil.sql.functions.format;

import java.util.function.IntConsumer;

/** The literal parts of a template: quoted texts and single characters. */
final class TemplateText {
    private TemplateText() {}

    /**
     * Reads literal text at a position, up to the end of a quoted text or one character, and hands over its characters.
     *
     * @param quoted gets the characters of a quoted text
     * @param single gets a character that stands alone
     * @return the position after it
     */
    static int read(String template, int from, IntConsumer quoted, IntConsumer single) {
        int at = from;
        if (template.charAt(at) != '"') {
            boolean escaped = template.startsWith("\\\"", at);
            int c = template.codePointAt(escaped ? at + 1 : at);
            single.accept(c);
            return at + (escaped ? 1 : 0) + Character.charCount(c);
        }
        at++;
        while (at < template.length()) {
            int c = template.codePointAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < template.length()) {
                at++;
                c = template.codePointAt(at);
            }
            quoted.accept(c);
            at += Character.charCount(c);
        }
        return at;
    }
}
