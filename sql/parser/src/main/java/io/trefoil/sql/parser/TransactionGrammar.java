package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TransactionStatement.Access;
import io.trefoil.sql.parser.ast.TransactionStatement.Begin;
import io.trefoil.sql.parser.ast.TransactionStatement.Commit;
import io.trefoil.sql.parser.ast.TransactionStatement.CommitPrepared;
import io.trefoil.sql.parser.ast.TransactionStatement.Deferrability;
import io.trefoil.sql.parser.ast.TransactionStatement.Isolation;
import io.trefoil.sql.parser.ast.TransactionStatement.IsolationLevel;
import io.trefoil.sql.parser.ast.TransactionStatement.PrepareTransaction;
import io.trefoil.sql.parser.ast.TransactionStatement.Release;
import io.trefoil.sql.parser.ast.TransactionStatement.Rollback;
import io.trefoil.sql.parser.ast.TransactionStatement.RollbackPrepared;
import io.trefoil.sql.parser.ast.TransactionStatement.RollbackTo;
import io.trefoil.sql.parser.ast.TransactionStatement.Savepoint;
import io.trefoil.sql.parser.ast.TransactionStatement.TransactionMode;
import java.util.ArrayList;
import java.util.List;

/** Transaction control. */
final class TransactionGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    TransactionGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        TokenKind word = tokens.advance();
        return switch (word) {
            case BEGIN -> {
                work();
                yield new Begin(false, optionalModes());
            }
            case START -> {
                tokens.expect(TokenKind.TRANSACTION);
                yield new Begin(true, optionalModes());
            }
            case COMMIT ->
                tokens.accept(TokenKind.PREPARED) ? new CommitPrepared(tokens.string()) : new Commit(workAndChain());
            case END -> new Commit(workAndChain());
            case ABORT -> new Rollback(workAndChain());
            case ROLLBACK -> rollback();
            case SAVEPOINT -> new Savepoint(grammar.names.column());
            case RELEASE -> new Release(savepoint());
            default -> {
                tokens.expect(TokenKind.TRANSACTION);
                yield new PrepareTransaction(tokens.string());
            }
        };
    }

    private Statement rollback() {
        if (tokens.accept(TokenKind.PREPARED)) {
            return new RollbackPrepared(tokens.string());
        }
        work();
        return tokens.accept(TokenKind.TO) ? new RollbackTo(savepoint()) : new Rollback(chain());
    }

    /** {@code [SAVEPOINT] name}, where the name may itself be savepoint. */
    private String savepoint() {
        if (tokens.is(TokenKind.SAVEPOINT) && tokens.kindAhead(1).isColumnName()) {
            tokens.advance();
        }
        return grammar.names.column();
    }

    private void work() {
        if (!tokens.accept(TokenKind.WORK)) {
            tokens.accept(TokenKind.TRANSACTION);
        }
    }

    private boolean workAndChain() {
        work();
        return chain();
    }

    private boolean chain() {
        if (!tokens.accept(TokenKind.AND)) {
            return false;
        }
        boolean chain = !tokens.accept(TokenKind.NO);
        tokens.expect(TokenKind.CHAIN);
        return chain;
    }

    private List<TransactionMode> optionalModes() {
        return startsMode() ? modes() : List.of();
    }

    private boolean startsMode() {
        return switch (tokens.kind()) {
            case ISOLATION, READ, DEFERRABLE, NOT -> true;
            default -> false;
        };
    }

    /** One or more modes, with or without commas. */
    List<TransactionMode> modes() {
        List<TransactionMode> modes = new ArrayList<>(2);
        do {
            modes.add(mode());
        } while (tokens.accept(TokenKind.COMMA) || startsMode());
        return List.copyOf(modes);
    }

    private TransactionMode mode() {
        int position = tokens.start();
        if (tokens.acceptPair(TokenKind.ISOLATION, TokenKind.LEVEL)) {
            return new Isolation(level(), position);
        }
        if (tokens.accept(TokenKind.READ)) {
            boolean readOnly = tokens.accept(TokenKind.ONLY);
            if (!readOnly) {
                tokens.expect(TokenKind.WRITE);
            }
            return new Access(readOnly, position);
        }
        boolean not = tokens.accept(TokenKind.NOT);
        tokens.expect(TokenKind.DEFERRABLE);
        return new Deferrability(!not, position);
    }

    private IsolationLevel level() {
        if (tokens.accept(TokenKind.SERIALIZABLE)) {
            return IsolationLevel.SERIALIZABLE;
        }
        if (tokens.acceptPair(TokenKind.REPEATABLE, TokenKind.READ)) {
            return IsolationLevel.REPEATABLE_READ;
        }
        tokens.expect(TokenKind.READ);
        if (tokens.accept(TokenKind.COMMITTED)) {
            return IsolationLevel.READ_COMMITTED;
        }
        tokens.expect(TokenKind.UNCOMMITTED);
        return IsolationLevel.READ_UNCOMMITTED;
    }
}
