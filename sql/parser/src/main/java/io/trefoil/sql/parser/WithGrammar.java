package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.parser.ast.WithClause.CommonTableExpression;
import io.trefoil.sql.parser.ast.WithClause.Cycle;
import io.trefoil.sql.parser.ast.WithClause.Materialization;
import io.trefoil.sql.parser.ast.WithClause.Search;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WITH clauses. */
final class WithGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    WithGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    WithClause clause() {
        int position = tokens.start();
        boolean mayRecurse = tokens.advance() == TokenKind.WITH;
        boolean recursive = mayRecurse && tokens.is(TokenKind.RECURSIVE) && !isNamedRecursive();
        if (recursive) {
            tokens.advance();
        }
        List<CommonTableExpression> expressions = new ArrayList<>(1);
        do {
            expressions.add(expression());
        } while (tokens.accept(TokenKind.COMMA));
        return new WithClause(recursive, List.copyOf(expressions), position);
    }

    private boolean isNamedRecursive() {
        return tokens.isNext(TokenKind.AS) || tokens.isNext(TokenKind.LEFT_PARENTHESIS);
    }

    private CommonTableExpression expression() {
        int position = tokens.start();
        String name = grammar.names.column();
        List<String> columns = grammar.names.optionalColumns();
        tokens.expect(TokenKind.AS);
        Materialization materialization = Materialization.DEFAULT;
        if (tokens.accept(TokenKind.MATERIALIZED)) {
            materialization = Materialization.ALWAYS;
        } else if (tokens.acceptPair(TokenKind.NOT, TokenKind.MATERIALIZED)) {
            materialization = Materialization.NEVER;
        }
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        Statement query = new DataModificationGrammar(grammar).preparable();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        Search search = tokens.is(TokenKind.SEARCH) ? search() : null;
        Cycle cycle = tokens.is(TokenKind.CYCLE) ? cycle() : null;
        return new CommonTableExpression(name, columns, materialization, query, search, cycle, position);
    }

    private Search search() {
        int position = tokens.start();
        tokens.advance();
        boolean breadthFirst = tokens.accept(TokenKind.BREADTH);
        if (!breadthFirst) {
            tokens.expect(TokenKind.DEPTH);
        }
        tokens.expect(TokenKind.FIRST, TokenKind.BY);
        List<String> columns = grammar.names.columns();
        tokens.expect(TokenKind.SET);
        return new Search(breadthFirst, columns, grammar.names.column(), position);
    }

    private Cycle cycle() {
        int position = tokens.start();
        tokens.advance();
        List<String> columns = grammar.names.columns();
        tokens.expect(TokenKind.SET);
        String mark = grammar.names.column();
        @Nullable Expression value = null;
        @Nullable Expression otherwise = null;
        if (tokens.accept(TokenKind.TO)) {
            value = grammar.primaries.constant();
            tokens.expect(TokenKind.DEFAULT);
            otherwise = grammar.primaries.constant();
        }
        tokens.expect(TokenKind.USING);
        return new Cycle(columns, mark, value, otherwise, grammar.names.column(), position);
    }
}
