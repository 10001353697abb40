package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement.Cube;
import io.trefoil.sql.parser.ast.SelectStatement.EmptyGroup;
import io.trefoil.sql.parser.ast.SelectStatement.GroupExpression;
import io.trefoil.sql.parser.ast.SelectStatement.GroupItem;
import io.trefoil.sql.parser.ast.SelectStatement.GroupingSets;
import io.trefoil.sql.parser.ast.SelectStatement.Rollup;
import java.util.ArrayList;
import java.util.List;

/** The elements of GROUP BY. */
final class GroupGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    GroupGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    List<GroupItem> items() {
        List<GroupItem> items = new ArrayList<>(2);
        do {
            items.add(item());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(items);
    }

    private GroupItem item() {
        int position = tokens.start();
        TokenKind kind = tokens.kind();
        TokenKind next = tokens.kindAhead(1);
        if (kind == TokenKind.LEFT_PARENTHESIS && next == TokenKind.RIGHT_PARENTHESIS) {
            tokens.advance();
            tokens.advance();
            return new EmptyGroup(position);
        }
        if (kind == TokenKind.ROLLUP && next == TokenKind.LEFT_PARENTHESIS) {
            return new Rollup(list(), position);
        }
        if (kind == TokenKind.CUBE && next == TokenKind.LEFT_PARENTHESIS) {
            return new Cube(list(), position);
        }
        if (tokens.accept(TokenKind.GROUPING, TokenKind.SETS)) {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            tokens.enter();
            List<GroupItem> sets = items();
            tokens.leave();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new GroupingSets(sets, position);
        }
        return new GroupExpression(grammar.expressions.expression());
    }

    private List<Expression> list() {
        tokens.advance();
        tokens.advance();
        List<Expression> list = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return list;
    }
}
