package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The choice among statements by their first word. */
final class StatementGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    StatementGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        return switch (tokens.kind()) {
            case SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, TABLE, WITH, WITH_BEFORE_TIME, LEFT_PARENTHESIS ->
                new DataModificationGrammar(grammar).preparable();
            case BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE ->
                new TransactionGrammar(grammar).statement();
            case PREPARE ->
                tokens.isNext(TokenKind.TRANSACTION) && !isStatementName()
                        ? new TransactionGrammar(grammar).statement()
                        : new SessionGrammar(grammar).statement();
            case SET, RESET, SHOW -> new SettingGrammar(grammar).statement();
            case EXECUTE, DEALLOCATE, DISCARD, DECLARE, FETCH, MOVE, CLOSE, LISTEN, UNLISTEN, NOTIFY, LOAD ->
                new SessionGrammar(grammar).statement();
            case COPY -> new CopyGrammar(grammar).statement();
            case EXPLAIN -> new ExplainGrammar(grammar).statement();
            case VACUUM, ANALYZE, ANALYSE, REINDEX, CLUSTER, CHECKPOINT, LOCK, TRUNCATE, REFRESH ->
                new MaintenanceGrammar(grammar).statement();
            case COMMENT -> new ObjectGrammar(grammar).comment();
            case DROP -> new DropGrammar(grammar).statement();
            case GRANT, REVOKE -> new GrantGrammar(grammar).statement();
            case REASSIGN -> new RoleGrammar(grammar).reassignOwned();
            case CREATE -> new CreateGrammar(grammar).statement();
            case ALTER -> new AlterGrammar(grammar).statement();
            case CALL, DO -> new RoutineGrammar(grammar).run();
            case SECURITY -> {
                tokens.advance();
                tokens.expect(TokenKind.LABEL);
                throw unsupported(tokens, "SECURITY LABEL");
            }
            case IMPORT -> {
                tokens.advance();
                tokens.expect(TokenKind.FOREIGN, TokenKind.SCHEMA);
                throw unsupported(tokens, "IMPORT FOREIGN SCHEMA");
            }
            default -> throw tokens.syntaxError();
        };
    }

    /** {@code PREPARE transaction (types)} and {@code PREPARE transaction AS ...} prepare a statement of that name. */
    private boolean isStatementName() {
        TokenKind after = tokens.kindAhead(2);
        return after == TokenKind.LEFT_PARENTHESIS || after == TokenKind.AS;
    }

    /** PostgreSQL has the statement, Trefoil does not. */
    static SqlStateException unsupported(Tokens tokens, String words) {
        return tokens.error(tokens.start(), SqlState.FEATURE_NOT_SUPPORTED, words + " is not supported");
    }
}
