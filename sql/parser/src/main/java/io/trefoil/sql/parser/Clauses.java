package io.trefoil.sql.parser;

/** Small clauses that many statements share. */
final class Clauses {
    private Clauses() {}

    /** {@code [IF EXISTS]} */
    static boolean ifExists(Tokens tokens) {
        return tokens.accept(TokenKind.IF, TokenKind.EXISTS);
    }

    /** {@code [IF NOT EXISTS]} */
    static boolean ifNotExists(Tokens tokens) {
        if (!tokens.accept(TokenKind.IF, TokenKind.NOT)) {
            return false;
        }
        tokens.expect(TokenKind.EXISTS);
        return true;
    }

    /** {@code [CASCADE | RESTRICT]}; true for CASCADE. */
    static boolean cascade(Tokens tokens) {
        if (tokens.accept(TokenKind.CASCADE)) {
            return true;
        }
        tokens.accept(TokenKind.RESTRICT);
        return false;
    }

    /** {@code [WITH [NO] DATA]}; true unless NO. */
    static boolean withData(Tokens tokens) {
        if (!tokens.accept(TokenKind.WITH)) {
            return true;
        }
        boolean data = !tokens.accept(TokenKind.NO);
        tokens.expect(TokenKind.DATA);
        return data;
    }

    /** {@code [OR REPLACE]} */
    static boolean orReplace(Tokens tokens) {
        return tokens.acceptPair(TokenKind.OR, TokenKind.REPLACE);
    }
}
