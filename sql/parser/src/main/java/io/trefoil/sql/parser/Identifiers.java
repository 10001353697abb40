package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.QualifiedName;

/** Folding, truncation and quoting of identifiers. */
public final class Identifiers {
    /** PostgreSQL's NAMEDATALEN - 1. */
    static final int BYTES_MAX = 63;

    private Identifiers() {}

    /**
     * The identifier as SQL must write it: in quotes unless it is made of lower-case letters, digits and underscores and
     * is no keyword other than an unreserved one (PostgreSQL's {@code quote_ident}).
     */
    public static String quote(String name) {
        if (isPlain(name)) {
            return name;
        }
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The dotted name with each part quoted where needed. */
    public static String quote(QualifiedName name) {
        StringBuilder quoted = new StringBuilder();
        for (String part : name.parts()) {
            quoted.append(quoted.isEmpty() ? "" : ".").append(quote(part));
        }
        return quoted.toString();
    }

    private static boolean isPlain(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
            hash = KeywordTable.step(hash, c);
        }
        if (name.isEmpty()) {
            return false;
        }
        TokenKind keyword = KeywordTable.find(name, 0, name.length(), hash);
        return keyword == null || keyword.isUnreserved();
    }

    /** The name an unquoted identifier stands for: ASCII letters folded to lower case, cut to 63 bytes of UTF-8. */
    static String fold(String text, int start, int end) {
        int i = start;
        while (i < end && !isUpper(text.charAt(i))) {
            i++;
        }
        if (i == end) {
            return truncate(text.substring(start, end));
        }
        char[] folded = new char[end - start];
        text.getChars(start, end, folded, 0);
        for (int k = i - start; k < folded.length; k++) {
            if (isUpper(folded[k])) {
                folded[k] += 'a' - 'A';
            }
        }
        return truncate(new String(folded));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Cuts to 63 bytes of UTF-8 without splitting a character. */
    static String truncate(String name) {
        if (name.length() <= BYTES_MAX / 3) {
            return name;
        }
        int bytes = 0;
        int i = 0;
        while (i < name.length()) {
            int codePoint = name.codePointAt(i);
            int width = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes + width > BYTES_MAX) {
                return name.substring(0, i);
            }
            bytes += width;
            i += Character.charCount(codePoint);
        }
        return name;
    }
}
