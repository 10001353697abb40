package io.trefoil.sql.functions.pattern;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;

/** The functions behind LIKE, ILIKE, their negations and ESCAPE. */
public final class LikeFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String signature : new String[] {
            "textlike(text,text)",
            "bpcharlike(bpchar,text)",
            "namelike(name,text)",
            "like(text,text)",
            "like(name,text)"
        }) {
            binary(d, signature, (text, pattern) -> LikeMatcher.matches((String) text, (String) pattern));
        }
        for (String signature : new String[] {
            "textnlike(text,text)",
            "bpcharnlike(bpchar,text)",
            "namenlike(name,text)",
            "notlike(text,text)",
            "notlike(name,text)"
        }) {
            binary(d, signature, (text, pattern) -> !LikeMatcher.matches((String) text, (String) pattern));
        }
        ignoringCase(d, "text");
        ignoringCase(d, "bpchar");
        ignoringCase(d, "name");
        bytes(d);
        binary(d, "like_escape(text,text)", (pattern, escape) -> escape((String) pattern, (String) escape));
        binary(
                d,
                "like_escape(bytea,bytea)",
                (pattern, escape) ->
                        escape(latin((byte[]) pattern), latin((byte[]) escape)).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void ignoringCase(Definitions d, String type) {
        binary(
                d,
                type + "iclike(" + type + ",text)",
                (text, pattern) -> LikeMatcher.matchesIgnoringCase((String) text, (String) pattern));
        binary(
                d,
                type + "icnlike(" + type + ",text)",
                (text, pattern) -> !LikeMatcher.matchesIgnoringCase((String) text, (String) pattern));
    }

    private static void bytes(Definitions d) {
        for (String name : new String[] {"bytealike", "like"}) {
            binary(
                    d,
                    name + "(bytea,bytea)",
                    (value, pattern) -> LikeMatcher.matches(latin((byte[]) value), latin((byte[]) pattern)));
        }
        for (String name : new String[] {"byteanlike", "notlike"}) {
            binary(
                    d,
                    name + "(bytea,bytea)",
                    (value, pattern) -> !LikeMatcher.matches(latin((byte[]) value), latin((byte[]) pattern)));
        }
    }

    /** One char a byte. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The pattern rewritten so that backslash is its escape character. */
    private static String escape(String pattern, String escape) {
        if (escape.isEmpty()) {
            return pattern.replace("\\", "\\\\");
        }
        int character = singleCharacter(escape);
        if (character == '\\') {
            return pattern;
        }
        StringBuilder result = new StringBuilder(pattern.length() + 4);
        boolean afterEscape = false;
        for (int i = 0; i < pattern.length(); ) {
            int next = pattern.codePointAt(i);
            i += Character.charCount(next);
            if (next == character && !afterEscape) {
                result.append('\\');
                afterEscape = true;
            } else {
                result.append(next == '\\' && !afterEscape ? "\\" : "").appendCodePoint(next);
                afterEscape = false;
            }
        }
        return result.toString();
    }

    static int singleCharacter(String escape) {
        if (escape.codePointCount(0, escape.length()) != 1) {
            throw new SqlStateException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
                    .withHint("Escape string must be empty or one character.");
        }
        return escape.codePointAt(0);
    }
}
