package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.TableStatement.CreateIndex;
import java.util.List;

/** CREATE INDEX. */
final class IndexGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    IndexGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** After {@code CREATE [UNIQUE] INDEX}. */
    CreateIndex create(boolean unique, int position) {
        boolean concurrently = tokens.accept(TokenKind.CONCURRENTLY);
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        String name = ifNotExists || !tokens.is(TokenKind.ON) ? grammar.names.column() : null;
        tokens.expect(TokenKind.ON);
        TableItem table = grammar.from.table();
        String method = tokens.accept(TokenKind.USING) ? grammar.names.column() : null;
        IndexElementGrammar elements = new IndexElementGrammar(grammar);
        List<IndexElement> keys = elements.elementsInParentheses();
        List<IndexElement> included = tokens.accept(TokenKind.INCLUDE) ? elements.elementsInParentheses() : List.of();
        boolean notDistinct = new ConstraintGrammar(grammar).nullsNotDistinct();
        List<Option> parameters = new OptionGrammar(grammar).optionalRelationOptions();
        String tablespace = tokens.accept(TokenKind.TABLESPACE) ? grammar.names.column() : null;
        Expression predicate = grammar.queries.optionalWhere();
        return new CreateIndex(
                name,
                table.name(),
                table.only(),
                unique,
                concurrently,
                ifNotExists,
                method,
                keys,
                included,
                notDistinct,
                parameters,
                tablespace,
                predicate,
                position);
    }
}
