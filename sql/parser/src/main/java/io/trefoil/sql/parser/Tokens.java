package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** A cursor over the tokens of a query text: what every part of the grammar reads from. */
final class Tokens {
    /**
     * How deep expressions, queries and joins may nest, so that the passes behind the parser need not expect more. The
     * limit of PostgreSQL is its stack; where the thread's stack is too small even for this, {@link SqlParser} says so.
     */
    static final int DEPTH_MAX = 1000;

    /** How many operators, set operations or joins may follow each other: they make a tree that deep on its left. */
    static final int CHAIN_MAX = 5000;

    private final TokenList list;
    private int index;
    private TokenKind kind;
    private int depth;

    Tokens(TokenList list) {
        this.list = list;
        this.kind = list.kind(0);
    }

    String text() {
        return list.text();
    }

    TokenKind kind() {
        return kind;
    }

    boolean is(TokenKind expected) {
        return kind == expected;
    }

    /** The kind of the token {@code distance} places ahead; END_OF_INPUT or FAILURE past the last one. */
    TokenKind kindAhead(int distance) {
        return list.kind(Math.min(index + distance, list.size() - 1));
    }

    boolean isNext(TokenKind expected) {
        return kindAhead(1) == expected;
    }

    /** 0-based offset of the current token. */
    int start() {
        return list.start(index);
    }

    /** End offset of the token before the current one. */
    int previousEnd() {
        return index == 0 ? 0 : list.end(index - 1);
    }

    TokenKind advance() {
        TokenKind passed = kind;
        if (index < list.size() - 1) {
            index++;
            kind = list.kind(index);
        }
        return passed;
    }

    boolean accept(TokenKind expected) {
        if (kind != expected) {
            return false;
        }
        advance();
        return true;
    }

    void expect(TokenKind expected) {
        if (kind != expected) {
            throw syntaxError();
        }
        advance();
    }

    void expect(TokenKind first, TokenKind second) {
        expect(first);
        expect(second);
    }

    /** Accepts both tokens or none. */
    boolean accept(TokenKind first, TokenKind second) {
        if (kind != first || kindAhead(1) != second) {
            return false;
        }
        advance();
        advance();
        return true;
    }

    /** Accepts the first token and then demands the second. */
    boolean acceptPair(TokenKind first, TokenKind second) {
        if (kind != first) {
            return false;
        }
        advance();
        expect(second);
        return true;
    }

    /** The current token's text as a name: a keyword in lower case or an identifier folded or unquoted. */
    String name() {
        if (kind != TokenKind.IDENTIFIER) {
            return kind.text();
        }
        String value = list.value(index);
        return value == null ? Identifiers.fold(list.text(), list.start(index), list.end(index)) : value;
    }

    /** The value of the current string constant. */
    String stringValue() {
        String value = list.value(index);
        return value == null ? list.text().substring(list.start(index) + 1, list.end(index) - 1) : value;
    }

    /** Consumes a string constant. */
    String string() {
        if (kind != TokenKind.STRING_CONSTANT) {
            throw syntaxError();
        }
        String value = stringValue();
        advance();
        return value;
    }

    /** The current token as written. */
    String slice() {
        return list.text().substring(list.start(index), list.end(index));
    }

    char firstCharacter() {
        return list.text().charAt(list.start(index));
    }

    /** Consumes an int4 constant. */
    int integer() {
        if (kind != TokenKind.INTEGER_CONSTANT) {
            throw syntaxError();
        }
        int value = Integer.parseInt(list.text(), list.start(index), list.end(index), 10);
        advance();
        return value;
    }

    /** Digits after the dollar sign of a parameter; out of int range is clipped. */
    int parameterNumber() {
        long number = 0;
        for (int i = list.start(index) + 1; i < list.end(index) && number <= Integer.MAX_VALUE; i++) {
            number = number * 10 + (list.text().charAt(i) - '0');
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /** The error for a current token that cannot stand here. */
    SqlStateException syntaxError() {
        return syntaxErrorAhead(0);
    }

    /** The error for the token {@code distance} places ahead. */
    SqlStateException syntaxErrorAhead(int distance) {
        return nearAhead(distance, "syntax error");
    }

    /** {@code message at or near} the current token, state 42601. */
    SqlStateException near(String message) {
        return nearAhead(0, message);
    }

    private SqlStateException nearAhead(int distance, String message) {
        int at = Math.min(index + distance, list.size() - 1);
        SqlStateException failure = list.failure();
        if (failure != null && (list.kind(at) == TokenKind.FAILURE || meetsFailureFirst(at))) {
            return failure;
        }
        return ParseErrors.near(list.text(), list.start(at), list.end(at), message);
    }

    /** PostgreSQL's lexer looks one token further after these words before it hands them out. */
    private boolean meetsFailureFirst(int at) {
        return switch (list.kind(at)) {
            case NOT, NULLS, WITH -> list.kind(Math.min(at + 1, list.size() - 1)) == TokenKind.FAILURE;
            default -> false;
        };
    }

    /** A grammar error of PostgreSQL's own wording at an offset of the text. */
    SqlStateException error(int offset, String message) {
        return ParseErrors.at(list.text(), offset, SqlState.SYNTAX_ERROR, message);
    }

    SqlStateException error(int offset, SqlState state, String message) {
        return ParseErrors.at(list.text(), offset, state, message);
    }

    /** Goes one level down in nesting; pair with {@link #leave()}. */
    void enter() {
        if (++depth > DEPTH_MAX) {
            throw tooDeep("Expressions and queries may nest " + DEPTH_MAX + " levels deep.");
        }
    }

    /** Rejects a chain of more than {@link #CHAIN_MAX} links. */
    void checkChain(int links) {
        if (links > CHAIN_MAX) {
            throw tooDeep("At most " + CHAIN_MAX + " operators, joins or set operations may follow each other.");
        }
    }

    static SqlStateException tooDeep(String detail) {
        return new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded").withDetail(detail);
    }

    void leave() {
        depth--;
    }
}
