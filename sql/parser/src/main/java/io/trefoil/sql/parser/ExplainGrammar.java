package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** EXPLAIN. */
final class ExplainGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    ExplainGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    ExplainStatement statement() {
        tokens.advance();
        List<Option> options = new ArrayList<>(2);
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            if (!opensQuery()) {
                options.addAll(new OptionGrammar(grammar).utilityOptions());
            }
        } else {
            int position = tokens.start();
            if (tokens.accept(TokenKind.ANALYZE) || tokens.accept(TokenKind.ANALYSE)) {
                options.add(new Option("analyze", null, position));
                position = tokens.start();
            }
            if (tokens.accept(TokenKind.VERBOSE)) {
                options.add(new Option("verbose", null, position));
            }
        }
        return new ExplainStatement(List.copyOf(options), explained());
    }

    private boolean opensQuery() {
        return switch (tokens.kindAhead(1)) {
            case SELECT, WITH, WITH_BEFORE_TIME, TABLE, LEFT_PARENTHESIS -> true;
            case VALUES -> tokens.kindAhead(2) == TokenKind.LEFT_PARENTHESIS;
            default -> false;
        };
    }

    private Statement explained() {
        return switch (tokens.kind()) {
            case DECLARE -> new SessionGrammar(grammar).declare();
            case EXECUTE -> new SessionGrammar(grammar).execute();
            case REFRESH -> new MaintenanceGrammar(grammar).statement();
            case CREATE -> new CreateGrammar(grammar).queryStatement();
            case SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, TABLE, WITH, WITH_BEFORE_TIME, LEFT_PARENTHESIS ->
                new DataModificationGrammar(grammar).preparable();
            default -> throw tokens.syntaxError();
        };
    }
}
