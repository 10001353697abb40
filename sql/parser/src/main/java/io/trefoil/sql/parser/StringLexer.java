package io.trefoil.sql.parser;

import org.jspecify.annotations.Nullable;

/**
 * Reads a quoted string constant: doubled quotes, backslash escapes in {@code E''}, and the continuation of a string by
 * another one when at least one newline stands between them.
 */
final class StringLexer {
    /** What is special inside the quotes. */
    enum Style {
        PLAIN,
        ESCAPES,
        /** {@code U&''}: escapes are decoded later, when UESCAPE is known. */
        UNICODE
    }

    private final String text;
    private final int tokenStart;
    private final Style style;
    private int at;

    StringLexer(String text, int tokenStart, Style style) {
        this.text = text;
        this.tokenStart = tokenStart;
        this.style = style;
    }

    /** The end of the token, after {@link #read}. */
    int end() {
        return at;
    }

    /**
     * Reads the string whose opening quote is at {@code quote}. Null means that the value is just the text between the
     * first quote after the token's start and its last character.
     */
    @Nullable
    String read(int quote) {
        StringBuilder value = null;
        EscapeDecoder decoder = style == Style.ESCAPES ? new EscapeDecoder(text) : null;
        int segment = quote + 1;
        int i = segment;
        while (true) {
            if (i >= text.length()) {
                throw ParseErrors.near(text, tokenStart, text.length(), unterminated());
            }
            char c = text.charAt(i);
            if (c == '\\' && decoder != null) {
                decoder.append(segment, i);
                i = decoder.escape(i, tokenStart);
                segment = i;
            } else if (c != '\'') {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                value = keep(value, decoder, segment, i + 1);
                i += 2;
                segment = i;
            } else {
                int next = continuation(i + 1);
                if (next < 0) {
                    break;
                }
                value = keep(value, decoder, segment, i);
                i = next + 1;
                segment = i;
            }
        }
        at = i + 1;
        if (decoder != null) {
            decoder.append(segment, i);
            return decoder.value();
        }
        if (value == null) {
            return quote == tokenStart ? null : text.substring(quote + 1, i);
        }
        return value.append(text, segment, i).toString();
    }

    private @Nullable StringBuilder keep(
            @Nullable StringBuilder value, @Nullable EscapeDecoder decoder, int start, int end) {
        if (decoder != null) {
            decoder.append(start, end);
            return value;
        }
        StringBuilder target = value == null ? new StringBuilder() : value;
        return target.append(text, start, end);
    }

    private String unterminated() {
        char c = text.charAt(tokenStart);
        return switch (c) {
            case 'b', 'B' -> "unterminated bit string literal";
            case 'x', 'X' -> "unterminated hexadecimal string literal";
            default -> "unterminated quoted string";
        };
    }

    /** The offset of a quote that continues the string, or -1: white space with a newline must stand in between. */
    private int continuation(int from) {
        int i = from;
        boolean newline = false;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                newline = true;
                i++;
            } else if (c == ' ' || c == '\t' || c == '\f') {
                i++;
            } else if (c == '-' && i + 1 < text.length() && text.charAt(i + 1) == '-') {
                i = Lexer.lineEnd(text, i + 2);
            } else {
                return newline && c == '\'' ? i : -1;
            }
        }
        return -1;
    }
}
