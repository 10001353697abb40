package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads JSON (RFC 8259) from UTF-8 bytes by recursive descent, with PostgreSQL's errors: 22P02 with the offending token
 * as detail and the line as context. Building a tree also resolves escapes, so that only then surrogates and the code
 * point 0 are checked.
 */
final class JsonReader {
    /** Deeper nesting than this raises 54001 instead of exhausting the thread's stack. */
    private static final int DEPTH_MAX = 3000;

    /** The excerpt of the line shown in an error's context is at most this many bytes long. */
    private static final int CONTEXT_BYTES = 50;

    private enum Token {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        OBJECT_START,
        OBJECT_END,
        ARRAY_START,
        ARRAY_END,
        COMMA,
        COLON,
        END
    }

    private final byte[] source;
    private final int start;
    private final int limit;
    private final boolean build;
    private final StringBuilder string = new StringBuilder();

    private Token token = Token.END;
    private int tokenStart;
    private int tokenEnd;
    private int line = 1;
    private int lineStart;
    private int depth;

    private JsonReader(byte[] source, int offset, int length, boolean build) {
        this.source = source;
        this.start = offset;
        this.limit = offset + length;
        this.build = build;
        this.tokenStart = offset;
        this.tokenEnd = offset;
        this.lineStart = offset;
    }

    /** Checks the syntax only. */
    static void validate(byte[] source, int offset, int length) {
        new JsonReader(source, offset, length, false).readDocument();
    }

    static SqlJson read(byte[] source, int offset, int length) {
        return new JsonReader(source, offset, length, true).readDocument();
    }

    private SqlJson readDocument() {
        next();
        SqlJson value = readValue();
        if (token != Token.END) {
            throw expected("Expected end of input");
        }
        return value;
    }

    private SqlJson readValue() {
        switch (token) {
            case OBJECT_START -> {
                return readObject();
            }
            case ARRAY_START -> {
                return readArray();
            }
            case NUMBER -> {
                // what follows is looked at before the number is converted, as PostgreSQL does
                int from = tokenStart;
                int length = tokenEnd - tokenStart;
                next();
                return build ? new SqlJson.Number(NumericText.parse(source, from, length, -1)) : SqlJson.NULL;
            }
            case STRING -> {
                SqlJson value = build ? new SqlJson.Text(string.toString()) : SqlJson.NULL;
                next();
                return value;
            }
            case TRUE, FALSE, NULL -> {
                SqlJson value = token == Token.NULL ? SqlJson.NULL : token == Token.TRUE ? SqlJson.TRUE : SqlJson.FALSE;
                next();
                return value;
            }
            case OBJECT_END, ARRAY_END, COMMA, COLON, END -> throw expected("Expected JSON value");
        }
        throw new AssertionError(token);
    }

    private void descend() {
        if (++depth > DEPTH_MAX) {
            throw new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
        }
        next();
    }

    private SqlJson readObject() {
        TreeMap<String, SqlJson> members = new TreeMap<>(JsonText.KEY_ORDER);
        descend();
        if (token == Token.STRING) {
            readMember(members);
            while (token == Token.COMMA) {
                next();
                if (token != Token.STRING) {
                    throw expected("Expected string");
                }
                readMember(members);
            }
            if (token != Token.OBJECT_END) {
                throw expected("Expected \",\" or \"}\"");
            }
        } else if (token != Token.OBJECT_END) {
            throw expected("Expected string or \"}\"");
        }
        depth--;
        next();
        if (!build) {
            return SqlJson.NULL;
        }
        List<SqlJson.Member> sorted = new ArrayList<>(members.size());
        members.forEach((key, value) -> sorted.add(new SqlJson.Member(key, value)));
        return new SqlJson.Members(sorted);
    }

    private void readMember(TreeMap<String, SqlJson> members) {
        String key = build ? string.toString() : "";
        next();
        if (token != Token.COLON) {
            throw expected("Expected \":\"");
        }
        next();
        SqlJson value = readValue();
        if (build) {
            members.put(key, value);
        }
    }

    private SqlJson readArray() {
        List<SqlJson> elements = new ArrayList<>();
        descend();
        if (token != Token.ARRAY_END) {
            add(elements, readValue());
            while (token == Token.COMMA) {
                next();
                add(elements, readValue());
            }
            if (token != Token.ARRAY_END) {
                throw expected("Expected \",\" or \"]\"");
            }
        }
        depth--;
        next();
        return build ? new SqlJson.Array(elements) : SqlJson.NULL;
    }

    private void add(List<SqlJson> elements, SqlJson value) {
        if (build) {
            elements.add(value);
        }
    }

    private void next() {
        int at = tokenEnd;
        while (at < limit && isBlank(source[at])) {
            if (source[at++] == '\n') {
                line++;
                lineStart = at;
            }
        }
        tokenStart = at;
        if (at >= limit) {
            tokenEnd = at;
            token = Token.END;
            return;
        }
        switch (source[at]) {
            case '{' -> punctuation(Token.OBJECT_START);
            case '}' -> punctuation(Token.OBJECT_END);
            case '[' -> punctuation(Token.ARRAY_START);
            case ']' -> punctuation(Token.ARRAY_END);
            case ',' -> punctuation(Token.COMMA);
            case ':' -> punctuation(Token.COLON);
            case '"' -> lexString();
            case '-' -> lexNumber(at + 1);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> lexNumber(at);
            default -> lexWord();
        }
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private void punctuation(Token kind) {
        tokenEnd = tokenStart + 1;
        token = kind;
    }

    private static boolean isWordByte(byte c) {
        return AsciiText.isAlphanumeric(c) || c == '_' || c < 0;
    }

    private void lexWord() {
        int at = tokenStart;
        while (at < limit && isWordByte(source[at])) {
            at++;
        }
        tokenEnd = Math.max(at, tokenStart + 1);
        String word = new String(source, tokenStart, at - tokenStart, StandardCharsets.ISO_8859_1);
        token = switch (word) {
            case "true" -> Token.TRUE;
            case "false" -> Token.FALSE;
            case "null" -> Token.NULL;
            default -> throw invalidToken();
        };
    }

    private boolean digitAt(int at) {
        return at < limit && AsciiText.isDigit(source[at]);
    }

    private int skipDigits(int from) {
        int at = from;
        while (digitAt(at)) {
            at++;
        }
        return at;
    }

    private void lexNumber(int first) {
        boolean valid = digitAt(first);
        int at = valid && source[first] == '0' ? first + 1 : skipDigits(first);
        if (at < limit && source[at] == '.') {
            at++;
            valid &= digitAt(at);
            at = skipDigits(at);
        }
        if (at < limit && (source[at] | 0x20) == 'e') {
            at++;
            if (at < limit && (source[at] == '+' || source[at] == '-')) {
                at++;
            }
            valid &= digitAt(at);
            at = skipDigits(at);
        }
        for (; at < limit && isWordByte(source[at]); at++) {
            valid = false;
        }
        tokenEnd = at;
        token = Token.NUMBER;
        if (!valid) {
            throw invalidToken();
        }
    }

    private void lexString() {
        string.setLength(0);
        int at = tokenStart + 1;
        int plain = at;
        while (true) {
            if (at >= limit) {
                tokenEnd = at;
                throw invalidToken();
            }
            byte c = source[at];
            if (c == '"' || c == '\\') {
                if (build) {
                    string.append(new String(source, plain, at - plain, StandardCharsets.UTF_8));
                }
                if (c == '"') {
                    break;
                }
                at = lexEscape(at + 1);
                plain = at;
            } else if (c >= 0 && c < 0x20) {
                tokenEnd = at;
                throw fault("Character with value 0x" + hex(c, 2) + " must be escaped.");
            } else {
                at++;
            }
        }
        tokenEnd = at + 1;
        token = Token.STRING;
    }

    private static String hex(int value, int width) {
        String digits = Integer.toHexString(value);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Reads what follows a backslash and returns the index behind it. */
    private int lexEscape(int at) {
        if (at >= limit) {
            tokenEnd = at;
            throw invalidToken();
        }
        char resolved = switch (source[at]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> 0;
            default -> {
                tokenStart = at;
                tokenEnd = at + characterSize(at);
                throw fault("Escape sequence \"\\" + tokenText() + "\" is invalid.");
            }
        };
        if (resolved == 0) {
            return lexUnicode(at);
        }
        if (build) {
            string.append(resolved);
        }
        return at + 1;
    }

    private int lexUnicode(int at) {
        char unit = codeUnit(at);
        int next = at + 5;
        if (!build) {
            return next;
        }
        if (Character.isLowSurrogate(unit)) {
            throw fault("Unicode low surrogate must follow a high surrogate.");
        }
        if (unit == 0) {
            throw new SqlStateException(SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
                    .withDetail("\\u0000 cannot be converted to text.")
                    .withContext(context());
        }
        string.append(unit);
        if (Character.isHighSurrogate(unit)) {
            if (next + 1 >= limit || source[next] != '\\' || source[next + 1] != 'u') {
                if (next >= limit) {
                    tokenEnd = next;
                    throw invalidToken();
                }
                throw fault("Unicode low surrogate must follow a high surrogate.");
            }
            char low = codeUnit(next + 1);
            if (Character.isHighSurrogate(low)) {
                throw fault("Unicode high surrogate must not follow a high surrogate.");
            }
            if (!Character.isLowSurrogate(low)) {
                throw fault("Unicode low surrogate must follow a high surrogate.");
            }
            string.append(low);
            next += 6;
        }
        return next;
    }

    /** The four hexadecimal digits after the u at an index. */
    private char codeUnit(int at) {
        int unit = 0;
        for (int i = at + 1; i <= at + 4; i++) {
            if (i >= limit) {
                tokenEnd = i;
                throw invalidToken();
            }
            int digit = AsciiText.hexDigit(source[i]);
            if (digit < 0) {
                tokenEnd = i + characterSize(i);
                throw fault("\"\\u\" must be followed by four hexadecimal digits.");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private int characterSize(int at) {
        int size = 1;
        while (at + size < limit && (source[at + size] & 0xc0) == 0x80) {
            size++;
        }
        return size;
    }

    private String tokenText() {
        return new String(source, tokenStart, tokenEnd - tokenStart, StandardCharsets.UTF_8);
    }

    private SqlStateException invalidToken() {
        return fault("Token \"" + tokenText() + "\" is invalid.");
    }

    private SqlStateException expected(String what) {
        return fault(
                token == Token.END
                        ? "The input string ended unexpectedly."
                        : what + ", but found \"" + tokenText() + "\".");
    }

    private SqlStateException fault(String detail) {
        return new SqlStateException(SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
                .withDetail(detail)
                .withContext(context());
    }

    private String context() {
        int from = lineStart;
        while (tokenEnd - from >= CONTEXT_BYTES) {
            from += characterSize(from);
        }
        if (from - lineStart <= 3) {
            from = lineStart;
        }
        boolean more = token != Token.END && tokenEnd < limit && source[tokenEnd] != '\n' && source[tokenEnd] != '\r';
        return "JSON data, line " + line + ": " + (from > lineStart ? "..." : "")
                + new String(source, from, Math.max(0, tokenEnd - from), StandardCharsets.UTF_8) + (more ? "..." : "");
    }
}
