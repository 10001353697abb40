package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SortItem.Direction;
import io.trefoil.sql.parser.ast.SortItem.NullsOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of indexes, ON CONFLICT, EXCLUDE, partitions and extended statistics. */
final class IndexElementGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    IndexElementGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    List<IndexElement> elementsInParentheses() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<IndexElement> elements = new ArrayList<>(2);
        do {
            elements.add(element());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(elements);
    }

    /** A column, a function call or an expression in parentheses, with collation, operator class and order. */
    IndexElement element() {
        int position = tokens.start();
        Key key = key();
        QualifiedName collation = tokens.accept(TokenKind.COLLATE) ? grammar.names.any() : null;
        QualifiedName operatorClass = null;
        List<Option> parameters = List.of();
        if (tokens.kind().isColumnName()) {
            operatorClass = grammar.names.any();
            if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                parameters = new OptionGrammar(grammar).relationOptions();
            }
        }
        Direction direction = grammar.queries.direction();
        NullsOrder nulls = grammar.queries.nullsOrder();
        return new IndexElement(
                key.column(), key.expression(), collation, operatorClass, parameters, direction, nulls, position);
    }

    /** A key of PARTITION BY: without order. */
    IndexElement partitionKey() {
        int position = tokens.start();
        Key key = key();
        QualifiedName collation = tokens.accept(TokenKind.COLLATE) ? grammar.names.any() : null;
        QualifiedName operatorClass = tokens.kind().isColumnName() ? grammar.names.any() : null;
        return plain(key, collation, operatorClass, position);
    }

    /** An expression of CREATE STATISTICS: nothing around it. */
    IndexElement bare() {
        int position = tokens.start();
        return plain(key(), null, null, position);
    }

    private static IndexElement plain(
            Key key, @Nullable QualifiedName collation, @Nullable QualifiedName operatorClass, int position) {
        return new IndexElement(
                key.column(),
                key.expression(),
                collation,
                operatorClass,
                List.of(),
                Direction.DEFAULT,
                NullsOrder.DEFAULT,
                position);
    }

    private record Key(@Nullable String column, @Nullable Expression expression) {}

    private Key key() {
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            Expression expression = grammar.expressions.expression();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Key(null, expression);
        }
        TokenKind next = tokens.kindAhead(1);
        boolean call = next == TokenKind.LEFT_PARENTHESIS || next == TokenKind.DOT;
        if (tokens.kind().isColumnName() && !call) {
            return new Key(grammar.names.column(), null);
        }
        return new Key(null, grammar.calls.windowless());
    }
}
