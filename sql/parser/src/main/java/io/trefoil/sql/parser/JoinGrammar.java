package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.FromItem.Join;
import io.trefoil.sql.parser.ast.FromItem.JoinKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins. A join with ON or USING takes further joins into its right side until its condition comes: {@code a JOIN b
 * JOIN c ON x ON y}; CROSS and NATURAL joins just go from left to right.
 */
final class JoinGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    JoinGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    static boolean starts(TokenKind kind) {
        return switch (kind) {
            case JOIN, INNER, LEFT, RIGHT, FULL, CROSS, NATURAL -> true;
            default -> false;
        };
    }

    /** All joins that follow a source. */
    FromItem joins(FromItem first) {
        FromItem left = first;
        int links = 0;
        while (starts(tokens.kind())) {
            tokens.checkChain(++links);
            left = join(left);
        }
        return left;
    }

    private FromItem join(FromItem left) {
        int position = tokens.start();
        if (tokens.acceptPair(TokenKind.CROSS, TokenKind.JOIN)) {
            FromItem right = grammar.from.primary();
            return new Join(JoinKind.CROSS, false, left, right, List.of(), null, null, null, position);
        }
        boolean natural = tokens.accept(TokenKind.NATURAL);
        JoinKind kind = kind();
        tokens.expect(TokenKind.JOIN);
        if (natural) {
            FromItem right = grammar.from.primary();
            return new Join(kind, true, left, right, List.of(), null, null, null, position);
        }
        tokens.enter();
        FromItem right = joins(grammar.from.primary());
        tokens.leave();
        return qualified(kind, left, right, position);
    }

    private JoinKind kind() {
        JoinKind kind = switch (tokens.kind()) {
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            default -> JoinKind.INNER;
        };
        if (kind != JoinKind.INNER) {
            tokens.advance();
            tokens.accept(TokenKind.OUTER);
        } else {
            tokens.accept(TokenKind.INNER);
        }
        return kind;
    }

    private FromItem qualified(JoinKind kind, FromItem left, FromItem right, int position) {
        if (tokens.accept(TokenKind.USING)) {
            List<String> columns = grammar.names.columnsInParentheses();
            @Nullable String alias = tokens.accept(TokenKind.AS) ? grammar.names.column() : null;
            return new Join(kind, false, left, right, columns, alias, null, null, position);
        }
        tokens.expect(TokenKind.ON);
        Expression on = grammar.expressions.expression();
        return new Join(kind, false, left, right, List.of(), null, on, null, position);
    }
}
