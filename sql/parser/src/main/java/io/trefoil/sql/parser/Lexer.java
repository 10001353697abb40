package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlStateException;

/**
 * Cuts a query text into tokens by PostgreSQL's rules (PostgreSQL docs, "Lexical Structure", with
 * standard_conforming_strings on). Stops at the first fault and leaves it in the list as a FAILURE token.
 */
final class Lexer {
    /** PostgreSQL's NAMEDATALEN - 1: an operator name may not be longer. */
    private static final int NAME_BYTES_MAX = 63;

    private final String text;
    private final int length;
    private final TokenList tokens;
    private int at;

    private Lexer(String text) {
        this.text = text;
        this.length = text.length();
        this.tokens = new TokenList(text);
    }

    static TokenList tokenize(String text) {
        Lexer lexer = new Lexer(text);
        try {
            do {
                lexer.skipBlanks();
            } while (lexer.token());
        } catch (SqlStateException e) {
            lexer.tokens.addFailure(lexer.at, e);
        }
        return lexer.tokens;
    }

    /** Reads one token after {@link #skipBlanks()}; false at the end. */
    private boolean token() {
        if (at >= length) {
            tokens.add(TokenKind.END_OF_INPUT, length, length);
            return false;
        }
        int start = at;
        char c = text.charAt(start);
        if (isIdentifierStart(c)) {
            word(start, c);
        } else if (c >= '0' && c <= '9') {
            at = NumberLexer.read(text, start, tokens);
        } else {
            punctuation(start, c);
        }
        return true;
    }

    private void punctuation(int start, char c) {
        switch (c) {
            case ',' -> single(TokenKind.COMMA);
            case '(' -> single(TokenKind.LEFT_PARENTHESIS);
            case ')' -> single(TokenKind.RIGHT_PARENTHESIS);
            case '[' -> single(TokenKind.LEFT_BRACKET);
            case ']' -> single(TokenKind.RIGHT_BRACKET);
            case ';' -> single(TokenKind.SEMICOLON);
            case '.' -> dot(start);
            case ':' -> colon(start);
            case '\'' -> string(start, start, StringLexer.Style.PLAIN, TokenKind.STRING_CONSTANT);
            case '"' -> quotedIdentifier(start, start);
            case '$' -> dollar(start);
            case '+', '-', '*', '/', '<', '>', '=', '~', '!', '@', '#', '%', '^', '&', '|', '`', '?' -> operator(start);
            default -> single(TokenKind.OTHER_CHARACTER);
        }
    }

    private void single(TokenKind kind) {
        int end = at + Character.charCount(text.codePointAt(at));
        tokens.add(kind, at, end);
        at = end;
    }

    private void dot(int start) {
        char next = peek(start + 1);
        if (next >= '0' && next <= '9') {
            at = NumberLexer.read(text, start, tokens);
        } else if (next == '.') {
            tokens.add(TokenKind.DOT_DOT, start, start + 2);
            at = start + 2;
        } else {
            single(TokenKind.DOT);
        }
    }

    private void colon(int start) {
        char next = peek(start + 1);
        if (next == ':' || next == '=') {
            tokens.add(next == ':' ? TokenKind.TYPECAST : TokenKind.COLON_EQUALS, start, start + 2);
            at = start + 2;
        } else {
            single(TokenKind.COLON);
        }
    }

    private char peek(int index) {
        return index < length ? text.charAt(index) : '\0';
    }

    static boolean isIdentifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isIdentifierPart(char c) {
        return isIdentifierStart(c) || (c >= '0' && c <= '9') || c == '$';
    }

    static int identifierEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isIdentifierPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void word(int start, char first) {
        if (quotePrefix(start, first)) {
            return;
        }
        int hash = 0;
        int end = start;
        char c = first;
        do {
            hash = KeywordTable.step(hash, c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            end++;
            c = peek(end);
        } while (isIdentifierPart(c) && end < length);
        at = end;
        TokenKind keyword = KeywordTable.find(text, start, end, hash);
        if (keyword == null) {
            tokens.add(TokenKind.IDENTIFIER, start, end);
        } else {
            keyword(keyword, start, end);
        }
    }

    private void keyword(TokenKind keyword, int start, int end) {
        int previous = tokens.size() - 1;
        if (previous >= 0) {
            switch (keyword) {
                case BETWEEN, IN, LIKE, ILIKE, SIMILAR ->
                    replace(previous, TokenKind.NOT, TokenKind.NOT_BEFORE_COMPARISON);
                case FIRST, LAST -> replace(previous, TokenKind.NULLS, TokenKind.NULLS_BEFORE_ORDER);
                case TIME, ORDINALITY -> replace(previous, TokenKind.WITH, TokenKind.WITH_BEFORE_TIME);
                default -> {}
            }
        }
        tokens.add(keyword, start, end);
    }

    private void replace(int index, TokenKind expected, TokenKind replacement) {
        if (tokens.kind(index) == expected) {
            tokens.changeKind(index, replacement);
        }
    }

    /** Reads {@code E'' B'' X'' N'' U&''} and {@code U&""}; false when the letter just starts a word. */
    private boolean quotePrefix(int start, char first) {
        char next = peek(start + 1);
        if (next == '\'') {
            switch (first) {
                case 'e', 'E' -> string(start, start + 1, StringLexer.Style.ESCAPES, TokenKind.STRING_CONSTANT);
                case 'b', 'B' -> string(start, start + 1, StringLexer.Style.PLAIN, TokenKind.BIT_CONSTANT);
                case 'x', 'X' -> string(start, start + 1, StringLexer.Style.PLAIN, TokenKind.HEXADECIMAL_CONSTANT);
                case 'n', 'N' -> {
                    tokens.addWithValue(TokenKind.NCHAR, start, start + 1, "nchar");
                    string(start + 1, start + 1, StringLexer.Style.PLAIN, TokenKind.STRING_CONSTANT);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
        if (next == '&' && (first == 'u' || first == 'U')) {
            char quote = peek(start + 2);
            if (quote == '\'' || quote == '"') {
                unicode(start, quote);
                return true;
            }
        }
        return false;
    }

    private void string(int start, int quote, StringLexer.Style style, TokenKind kind) {
        StringLexer reader = new StringLexer(text, start, style);
        String value = reader.read(quote);
        at = reader.end();
        if (value == null) {
            tokens.add(kind, start, at);
        } else {
            tokens.addWithValue(kind, start, at, value);
        }
    }

    private void quotedIdentifier(int start, int quote) {
        int i = quote + 1;
        boolean doubled = false;
        while (true) {
            if (i >= length) {
                throw ParseErrors.near(text, start, length, "unterminated quoted identifier");
            }
            if (text.charAt(i) == '"') {
                if (peek(i + 1) != '"') {
                    break;
                }
                doubled = true;
                i++;
            }
            i++;
        }
        String name = text.substring(quote + 1, i);
        if (name.isEmpty()) {
            throw ParseErrors.near(text, start, i + 1, "zero-length delimited identifier");
        }
        at = i + 1;
        tokens.addWithValue(
                TokenKind.IDENTIFIER, start, at, Identifiers.truncate(doubled ? name.replace("\"\"", "\"") : name));
    }

    /** {@code U&'...'} or {@code U&"..."}, with the UESCAPE clause that may follow. */
    private void unicode(int start, char quote) {
        boolean isString = quote == '\'';
        if (isString) {
            string(start, start + 2, StringLexer.Style.UNICODE, TokenKind.STRING_CONSTANT);
        } else {
            quotedIdentifier(start, start + 2);
        }
        int index = tokens.size() - 1;
        int contentStart = start + 3;
        int end = at;
        String raw = tokens.value(index);
        String content = raw == null ? text.substring(contentStart, end - 1) : raw;
        tokens.removeFrom(index);
        char escape = unicodeEscape();
        String value = UnicodeEscapes.decode(content, escape, text, contentStart);
        tokens.addWithValue(
                isString ? TokenKind.STRING_CONSTANT : TokenKind.IDENTIFIER,
                start,
                end,
                isString ? value : Identifiers.truncate(value));
    }

    /** The character that UESCAPE names, read away; a backslash, and nothing read, when no UESCAPE follows. */
    private char unicodeEscape() {
        int end = at;
        int first = tokens.size();
        try {
            skipBlanks();
            token();
            if (tokens.kind(first) != TokenKind.UESCAPE) {
                at = end;
                return '\\';
            }
            skipBlanks();
            token();
            return unicodeEscape(first + 1);
        } finally {
            tokens.removeFrom(first);
        }
    }

    private char unicodeEscape(int argument) {
        int start = tokens.start(argument);
        int end = tokens.end(argument);
        if (tokens.kind(argument) != TokenKind.STRING_CONSTANT) {
            throw ParseErrors.near(text, start, end, "UESCAPE must be followed by a simple string literal");
        }
        String value = tokens.value(argument);
        String escape = value == null ? text.substring(start + 1, end - 1) : value;
        if (escape.length() != 1 || !UnicodeEscapes.isValidEscape(escape.charAt(0))) {
            throw ParseErrors.near(text, start, end, "invalid Unicode escape character");
        }
        return escape.charAt(0);
    }

    private void dollar(int start) {
        char next = peek(start + 1);
        if (next >= '0' && next <= '9') {
            parameter(start);
            return;
        }
        int i = start + 1;
        if (next != '$') {
            if (!isIdentifierStart(next)) {
                single(TokenKind.OTHER_CHARACTER);
                return;
            }
            while (i < length && isIdentifierPart(text.charAt(i)) && text.charAt(i) != '$') {
                i++;
            }
            if (peek(i) != '$') {
                single(TokenKind.OTHER_CHARACTER);
                return;
            }
        }
        String tag = text.substring(start, i + 1);
        int close = text.indexOf(tag, i + 1);
        if (close < 0) {
            throw ParseErrors.near(text, start, length, "unterminated dollar-quoted string");
        }
        at = close + tag.length();
        tokens.addWithValue(TokenKind.STRING_CONSTANT, start, at, text.substring(i + 1, close));
    }

    private void parameter(int start) {
        int i = start + 1;
        while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i < length && isIdentifierStart(text.charAt(i))) {
            throw ParseErrors.near(text, start, identifierEnd(text, i), "trailing junk after parameter");
        }
        tokens.add(TokenKind.PARAMETER_MARKER, start, i);
        at = i;
    }

    private void operator(int start) {
        int end = OperatorLexer.end(text, start);
        TokenKind kind = OperatorLexer.kind(text, start, end);
        if (kind == TokenKind.OPERATOR_SYMBOL && end - start > NAME_BYTES_MAX) {
            throw ParseErrors.near(text, start, end, "operator too long");
        }
        tokens.add(kind, start, end);
        at = end;
    }

    private void skipBlanks() {
        while (at < length) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                at++;
            } else if (c == '-' && peek(at + 1) == '-') {
                at = lineEnd(text, at + 2);
            } else if (c == '/' && peek(at + 1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    static int lineEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private void blockComment() {
        int start = at;
        int depth = 1;
        int i = at + 2;
        while (depth > 0) {
            if (i + 1 >= length) {
                throw ParseErrors.near(text, start, length, "unterminated /* comment");
            }
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if (c == '/' && next == '*') {
                depth++;
                i += 2;
            } else if (c == '*' && next == '/') {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        at = i;
    }
}
